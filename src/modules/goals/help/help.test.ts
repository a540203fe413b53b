import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LaunchTown, putContact, putStep, startLaunchTown } from '../test-launch.ts'

let launch: LaunchTown
beforeAll(async () => {
  launch = await startLaunchTown()
})
afterAll(() => launch?.stop())

type Help = {
  outlets: number
  stuck: number
  found: number
  troubles: Record<string, number>
  groups: { id: string; name: string; stuck: number; outlets: number; focus: string | null }[]
  list: { outletId: string; trouble: string; days: number; agentName: string | null }[]
}
const help = (request: object = {}) => launch.told<Help>('goals.help', request)
const listed = async (request: object = {}) =>
  (await help(request)).list.map(({ outletId, trouble, days }) => [outletId, trouble, days])

test('a shop that signed in and did not order is nobody’s trouble for a week, then its agent’s', async () => {
  const { outlet } = launch.town.ids
  await launch.setClock('2026-11-22T08:00:00Z')
  expect(await help()).toMatchObject({ outlets: 1, stuck: 0, list: [] })
  await launch.setClock('2026-11-23T08:00:01Z')
  const said = await help()
  expect(said).toMatchObject({ outlets: 1, stuck: 1, found: 1, troubles: { no_first_order: 1 } })
  expect(said.groups).toHaveLength(1)
  expect(said.groups[0]).toMatchObject({ stuck: 1, outlets: 1, id: launch.town.ids.agent })
  expect(said.list[0]).toMatchObject({ outletId: outlet, trouble: 'no_first_order', days: 7 })
})

test('what a helper should do first stands first, and each number opens its outlets', async () => {
  const { outlet, otherOutlet, adminPerson } = launch.town.ids
  await launch.invite([otherOutlet])
  await putStep(launch, otherOutlet, 'contacted', { contacted: '2026-11-17T08:00:00Z' })
  await putContact(launch, {
    ...{ outletId: otherOutlet, outcome: 'call_back', at: '2026-11-17T08:00:00Z' },
    callBackAt: '2026-11-20T08:00:00Z',
  })
  expect(await listed()).toEqual([
    [otherOutlet, 'call_back_late', 3],
    [outlet, 'no_first_order', 7],
  ])
  const byContact = await help({ by: 'contact' })
  expect(byContact.groups.map(({ id, name, stuck }) => [id, name, stuck])).toEqual([
    [adminPerson, 'Оксана', 1],
    ['nobody', '', 1],
  ])
  for (const { id, stuck } of byContact.groups) {
    expect(await help({ by: 'contact', group: id })).toMatchObject({ found: stuck, stuck: 2 })
  }
  expect(await listed({ by: 'wave', group: launch.waveId, trouble: 'no_first_order' })).toEqual([
    [outlet, 'no_first_order', 7],
  ])
})

test('the call that was promised is made, and the shop waits no more', async () => {
  const { outlet, otherOutlet } = launch.town.ids
  await putContact(launch, { outletId: otherOutlet, outcome: 'agreed', at: '2026-11-21T08:00:00Z' })
  await putStep(launch, otherOutlet, 'agreed', { agreed: '2026-11-21T08:00:00Z' })
  expect(await listed()).toEqual([[outlet, 'no_first_order', 7]])
})

test('an agent may not ask where others need help, and a stopped wave needs none', async () => {
  expect(await launch.ask('goals.help', {}, 'agent')).toMatchObject({ status: 403 })
  await launch.writing((tx) =>
    tx
      .updateTable('rollout.wave')
      .set({ stopped_at: new Date().toISOString(), stop_reason: 'Зупинили' })
      .where('distributor_id', '=', launch.town.tenant.id)
      .execute(),
  )
  expect(await help()).toMatchObject({ outlets: 0, stuck: 0 })
})
