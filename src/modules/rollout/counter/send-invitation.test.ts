import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fitToInvite, makeInvitedTown } from '../../../../test/invited-town.ts'
import type { Town } from '../../../../test/town.ts'
import { readTenant } from '../../../platform/db.ts'
import { type Carrying, gateway, startCarrying } from '../../messaging/test-carrying.ts'
import { agreeAside, putAside, returnFromAside } from '../desk/asides.ts'
import { storyInvitations } from '../desk/story-queries.ts'
import { invite, takeBackInvitations, takeInvitation } from './invitations.ts'

let at: Carrying
let options: Parameters<typeof invite>[0]
beforeAll(async () => {
  at = await startCarrying()
  const { pools, secret } = at.database
  options = { pools, secret, publicUrl: 'https://a.example', demo: false }
})
beforeEach(async () => {
  await at.moveOn()
  at.town = await makeInvitedTown(at.database)
})
afterAll(() => at?.stop())

type Way = 'link' | 'message'
const send = (town: Town, way: Way = 'message', invitationId: string = randomUUID()) =>
  invite(options, town.admin, {
    ...{ outletId: town.ids.outlet, invitationId, way, counterId: null },
  })
const story = (town: Town) =>
  readTenant(at.database.pools.app, town.tenant.id, (db) =>
    storyInvitations(db, town.tenant.id, town.ids.outlet, 10),
  )
const messages = async (town: Town) =>
  (
    await at.owner.query<{ id: string; link: string }>(
      `select id, link from messaging.message where distributor_id = $1 order by told_at`,
      [town.tenant.id],
    )
  ).rows

describe('an invitation by message', () => {
  test('leaves by the gateway with its link in it, once, however often it is sent', async () => {
    const { town } = at
    const sms = await at.started({ status: 200, body: '{"id":"g1"}' })
    await at.setChannel('sms', gateway(sms.url))
    const id = randomUUID()
    const [first, again] = [await send(town, 'message', id), await send(town, 'message', id)]
    expect(first).toMatchObject({
      value: { leaves: { channel: 'sms', notBefore: null }, link: expect.any(String) },
    })
    expect(again).toEqual(first)
    const [message, ...more] = await messages(town)
    expect(more).toEqual([])
    await at.carry(message?.id ?? '', [sms.place])
    expect(sms.taken).toHaveLength(1)
    expect(String(sms.taken[0]?.body)).toContain(`Town ${town.tenant.code}`)
    expect(first.ok && first.value.link).toBe(`https://a.example${message?.link}`)
    expect(await story(town)).toMatchObject([
      { id, way: 'message', channel: 'sms', message: 'sent', signedInAt: null },
    ])
  })

  test('whom no message reaches gets a link to be read out, and nothing is told', async () => {
    const { town } = at
    expect(await send(town)).toMatchObject({
      value: { leaves: { channel: null, reason: 'no_address' }, link: expect.any(String) },
    })
    expect(await messages(town)).toEqual([])
    expect(await story(town)).toMatchObject([{ way: 'link', channel: null, message: null }])
  })

  test('in quiet hours it says when it leaves; past his cap that it does not', async () => {
    const { town } = at
    const sms = await at.started({ status: 200, body: '{"id":"g1"}' })
    await at.setChannel('sms', gateway(sms.url))
    await at.setClock('2026-11-26T20:30:00Z')
    expect(await send(town)).toMatchObject({
      value: { leaves: { channel: 'sms', notBefore: '2026-11-27T06:00:00Z' } },
    })
    await at.setClock('2026-11-26T10:00:30Z')
    for (const topic of ['reminder', 'reminder', 'order'] as const) {
      const { messageId } = await at.told({ topic })
      await at.carry(messageId, [sms.place])
    }
    expect(await send(town)).toMatchObject({
      value: { leaves: { channel: null, reason: 'frequency_cap' } },
    })
  })

  test('taken back before it left it is not said; who came by it acted on it', async () => {
    const { town } = at
    const sms = await at.started({ status: 200, body: '{"id":"g1"}' })
    await at.setChannel('sms', gateway(sms.url))
    await send(town)
    const { outlet: outletId } = town.ids
    expect(await takeBackInvitations(options, town.admin, { outletId })).toMatchObject({
      value: { revoked: 1 },
    })
    const [taken] = await messages(town)
    await at.carry(taken?.id ?? '', [sms.place])
    expect(sms.taken).toHaveLength(0)
    const next = await send(town)
    const [, message] = await messages(town)
    await at.carry(message?.id ?? '', [sms.place])
    const token = next.ok ? (next.value.link.split('/').at(-1) ?? '') : ''
    await takeInvitation(options, { token, personId: town.ids.buyer })
    expect(await at.seen(message?.id ?? '')).toEqual(['acted', 'sms sent'])
  })
})

describe.each<Way>(['link', 'message'])('an invitation by %s is refused', (way) => {
  test('while the portal is not true for the outlet, and goes when it is', async () => {
    const { town } = at
    const setFit = (fit: boolean) =>
      at.writing((tx) =>
        sql`update rollout.fit set fit = ${fit} where distributor_id = ${town.tenant.id}`.execute(
          tx,
        ),
      )
    await setFit(false)
    expect(await send(town, way)).toMatchObject({ refusal: { code: 'invitation_not_fit' } })
    await at.writing((tx) => fitToInvite(tx, town.tenant.id, town.ids.outlet))
    expect(await send(town, way)).toMatchObject({ ok: true })
  })

  test('while it is set aside and a second person agreed, not before', async () => {
    const { town } = at
    const { app } = at.database.pools
    const { outlet: outletId } = town.ids
    const aside = { outletId, kind: 'stays_with_agent', reason: 'Не хоче' }
    await putAside(app, town.agent, aside)
    expect(await send(town, way)).toMatchObject({ ok: true })
    await agreeAside(app, town.admin, { outletId })
    expect(await send(town, way)).toMatchObject({ refusal: { code: 'invitation_aside' } })
    await returnFromAside(app, town.agent, { outletId })
    expect(await send(town, way)).toMatchObject({ ok: true })
  })

  test('when nobody orders there', async () => {
    const { town } = at
    await at.writing((tx) =>
      sql`update outlets.buyer set revoked_at = platform.now()
        where distributor_id = ${town.tenant.id}`.execute(tx),
    )
    expect(await send(town, way)).toMatchObject({ refusal: { code: 'invitation_no_buyer' } })
  })
})
