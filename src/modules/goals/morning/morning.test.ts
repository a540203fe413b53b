import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messageTexts } from '../../../message-texts.ts'
import { type LaunchTown, startLaunchTown } from '../test-launch.ts'
import { tellMorning } from './morning.ts'

let launch: LaunchTown
beforeAll(async () => {
  launch = await startLaunchTown()
})
afterAll(() => launch?.stop())

type Row = { person: string; channel: string; values: Record<string, string>; link: string }
const messages = async () =>
  (
    await launch.reading((db) =>
      sql<Row>`select person_id as person, only_channel as channel, said as values, link
        from messaging.message where distributor_id = ${launch.town.tenant.id}
          and template = 'five_lines' order by id, only_channel`.execute(db),
    )
  ).rows
const tell = () => launch.writing((tx) => tellMorning(tx, launch.town.tenant.id))
const timer = async () =>
  (
    await launch.owner.query<{ at: string }>(
      `select due_at as at from platform.due_fact where type = 'goals.morning_due'`,
    )
  ).rows.map(({ at }) => new Date(at).toISOString())
const endProgramme = (ended: string | null) =>
  launch.writing((tx) =>
    sql`update rollout.programme set ended_at = ${ended}
      where distributor_id = ${launch.town.tenant.id}`.execute(tx),
  )

test('who reads the morning and when is set in the office, by those who lead the launch', async () => {
  const { adminPerson, buyer } = launch.town.ids
  expect(await tell()).toBe(0)
  const readers = [{ personId: adminPerson, mail: true, messenger: 'viber' }]
  const set = { at: '08:30', readers }
  expect(await launch.ask('goals.setMorning', set, 'agent')).toMatchObject({ status: 403 })
  expect(
    await launch.ask('goals.setMorning', {
      at: '08:30',
      readers: [{ ...readers[0], personId: buyer }],
    }),
  ).toMatchObject({ status: 404 })
  await launch.told('goals.setMorning', set)
  // Two leaders who save at the same time wait for each other.
  const both = await Promise.all([
    launch.ask('goals.setMorning', set),
    launch.ask('goals.setMorning', set),
  ])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect(await launch.told('goals.morning')).toMatchObject({ at: '08:30', readers })
  // 10:00 in Kyiv: the next 08:30 is tomorrow's, at 06:30 of UTC in winter.
  expect(await timer()).toEqual(['2026-11-17T06:30:00.000Z'])
})

test('two workers at the same hour tell one morning: one letter and one message', async () => {
  await launch.setClock('2026-11-17T06:30:01Z')
  // The worker that runs beside may be the one that tells it.
  await Promise.all([tell(), tell(), tell()])
  const rows = await messages()
  expect(rows.map(({ person, channel }) => [person, channel])).toEqual([
    [launch.town.ids.adminPerson, 'email'],
    [launch.town.ids.adminPerson, 'viber'],
  ])
  expect(await timer()).toEqual(['2026-11-18T06:30:00.000Z'])
})

test('each line says its fact in the reader’s language and leads to its page', async () => {
  const [row] = await messages()
  const { body } = messageTexts('five_lines', { ...row?.values, site: 'https://t.example' })
  const page = `https://t.example/office/${launch.town.tenant.code}/launch`
  expect(body.uk.split('\n')).toEqual([
    'Мета: регулярних 0 із 10, до 1 березня 2027 р.',
    page,
    'Рішення: хвиля ще йде до свого порога (мало перших замовлень, мало третіх, хвиля триває)',
    page,
  ])
  expect(body.en).toContain('Goal: 0 regular of 10, by 1 March 2027')
  expect(body.ru).toContain('Цель: регулярных 0 из 10, к 1 марта 2027 г.')
})

test('a day without news tells nothing, a shop that got stuck is told the next day', async () => {
  await launch.setClock('2026-11-18T06:30:01Z')
  await tell()
  expect(await messages()).toHaveLength(2)
  await launch.setClock('2026-11-23T08:30:01Z')
  await tell()
  expect(await messages()).toHaveLength(4)
  const last = (await messages()).at(-1)
  const { body } = messageTexts('five_lines', { ...last?.values, site: '' })
  expect(body.uk).toBe(
    `Допомогти: застрягло точок 1, прострочених дзвінків 0\n/office/${launch.town.tenant.code}/launch?view=help`,
  )
})

test('without a launch that runs there is no message, however much changed', async () => {
  await launch.setClock('2026-11-24T06:30:01Z')
  await endProgramme('2026-11-23T10:00:00Z')
  expect(await tell()).toBe(0)
  expect(await messages()).toHaveLength(4)
  // The morning comes again, should a launch begin.
  expect(await timer()).toEqual(['2026-11-25T06:30:00.000Z'])
})
