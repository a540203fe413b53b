import { makeRandom, type Random, seededId } from '../src/demo/random.ts'
import type { Figure } from './figure.ts'
import { type Shop, signedIn } from './shop-client.ts'
import { type Line, makePlenty } from './shoppers.ts'
import { seeded, type UnderTest } from './under-test.ts'

const SEED = 7
const STEPS = 3_000
const SHOPS = 12
const MOMENT = 1_790_000_000_000
const STAFF = ['agent', 'operator', 'admin', 'supervisor'] as const

/**
 * Shops, agents, operators and the office order, change and cancel at random, and press each other's drafts,
 * while a portal-only benefit runs. No benefit may stand on an order that staff entered, prepared or
 * changed; the budget is the sum of what stands. The control gives it to an outlet's first three orders.
 */
export async function run(): Promise<Figure> {
  const under = await seeded({ outlets: 60, seed: SEED })
  try {
    const { url } = await under.startServer()
    const played = await play(under, url)
    const leaks = await leaksOf(under)
    const value = leaks.foreign + leaks.beyond + leaks.budgetOff + played.troubles
    return {
      name: 'portal-only',
      value,
      unit: 'benefits on orders of staff, beyond the first three, kopiykas off the budget, errors',
      bar: '0',
      ok: value === 0 && leaks.granted > 0 && leaks.naive > 0,
      control: { firstThreeOfAnyChannel: leaks.naive, ...leaks, ...played },
      seed: SEED,
    }
  } finally {
    await under.stop()
  }
}

type Known = { orderId: string; version: number; lines: Line[] }
type Desk = { shop: Shop; role: string }
type Place = { outletId: string; deliveryDay: string; buyer: Desk; products: Line[] }

async function play(under: UnderTest, url: string) {
  await makePlenty(under)
  await under.query(`update promotions.benefit set first_orders = 3, budget_minor = 1000000000`)
  const random = makeRandom(`${SEED} portal only`)
  const staff = await staffOf(under, url)
  const places = await placesOf(under, url)
  const known = new Map<string, Known[]>()
  const done = { placed: 0, changed: 0, cancelled: 0, drafts: 0, refused: 0, troubles: 0 }
  for (let step = 0; step < STEPS; step += 1) {
    const place = random.pick(places)
    const who = random.chance(0.5) ? place.buyer : random.pick(staff)
    const orders = known.get(place.outletId) ?? []
    known.set(place.outletId, orders)
    const { kind, status } = await taken({ place, who, step, random, orders })
    if (status >= 500) done.troubles += 1
    else done[status === 200 ? kind : 'refused'] += 1
  }
  return done
}

type Kind = 'placed' | 'changed' | 'cancelled' | 'drafts'

async function taken(step: Act): Promise<{ kind: Kind; status: number }> {
  const { who, place, random, orders } = step
  if (orders.length > 0 && random.chance(0.5)) {
    const kind = random.chance(0.4) ? 'cancelled' : 'changed'
    return { kind, status: await change(step, random.pick(orders), kind) }
  }
  const draft = who !== place.buyer && random.chance(0.2)
  return { kind: draft ? 'drafts' : 'placed', status: await placeOrDraft(step, draft) }
}

type Act = { place: Place; who: Desk; step: number; random: Random; orders: Known[] }

const linesOf = ({ place, random }: Act): Line[] =>
  place.products
    .filter(() => random.chance(0.4))
    .slice(0, 4)
    .map((line) => ({ ...line, quantityMilli: random.between(1, 5) * line.quantityMilli }))

async function placeOrDraft(act: Act, draft: boolean): Promise<number> {
  const { place, who, step, orders } = act
  const lines = linesOf(act)
  if (lines.length === 0) return 409
  const id = seededId(SEED, 'portal-only', step, MOMENT)
  const { outletId, deliveryDay } = place
  const asked = { distributor: DISTRIBUTOR, outletId, deliveryDay, lines }
  const placed = draft
    ? await pressDraft(who, { ...asked, draftId: id })
    : await who.shop.call('ordering/place', { ...asked, checkoutId: id, onDouble: 'keep' })
  if (placed.status !== 200) return placed.status
  const reply = JSON.parse(placed.body) as { json: { orders: { id: string }[] } }
  for (const order of reply.json.orders) orders.push({ orderId: order.id, version: 1, lines })
  return 200
}

/** Staff write the shop's order down, and whoever holds the link presses it. */
async function pressDraft(who: Desk, asked: { lines: Line[]; draftId: string } & object) {
  const made = await who.shop.call('ordering/makeDraft', { ...asked, saidBy: 'viber' })
  if (made.status !== 200) return made
  const { json } = JSON.parse(made.body) as { json: { link: string } }
  const token = json.link.split('/').at(-1) ?? ''
  return who.shop.call('ordering/placeDraft', { token, lines: asked.lines, onDouble: 'keep' })
}

async function change(act: Act, order: Known, kind: string): Promise<number> {
  const { orderId, version } = order
  const asked = { distributor: DISTRIBUTOR, orderId }
  const lines = linesOf(act)
  if (kind === 'changed' && lines.length === 0) return 409
  const reply =
    kind === 'cancelled'
      ? await act.who.shop.call('ordering/cancel', asked)
      : await act.who.shop.call('ordering/change', { ...asked, version, lines })
  if (reply.status === 200) order.version += 1
  return reply.status
}

const DISTRIBUTOR = 'dobrodar'

async function staffOf(under: UnderTest, url: string): Promise<Desk[]> {
  const desks: Desk[] = []
  for (const role of STAFF) {
    const [login] = await under.query<{ phone: string }>(
      'select phone from identity.demo_login where role = $1 and tenant_code = $2 order by rank limit 1',
      [role, DISTRIBUTOR],
    )
    if (login) desks.push({ role, shop: await signedIn(url, login.phone, 1) })
  }
  return desks
}

type Shown = { id: string; orderUnit: string; price: object | null }

async function placesOf(under: UnderTest, url: string): Promise<Place[]> {
  const people = await under.query<{ phone: string }>(
    `select distinct p.phone from identity.membership m
     join identity.tenant t on t.id = m.distributor_id and t.code = $1
     join identity.person p on p.id = m.person_id
     where m.role = 'buyer' order by p.phone limit $2`,
    [DISTRIBUTOR, SHOPS],
  )
  const places: Place[] = []
  for (const { phone } of people) {
    const shop = await signedIn(url, phone, 1)
    const asked = { distributor: DISTRIBUTOR }
    const { outlets } = await shop.told<{ outlets: { id: string }[] }>('outlets/list', asked)
    const of = { ...asked, outletId: outlets[0]?.id ?? '' }
    const { slots } = await shop.told<{ slots: { deliveryDay: string }[] }>('delivery/slots', of)
    const shelf = await shop.told<{ products: Shown[] }>('ordering/shelf', { ...of, limit: 30 })
    const products = shelf.products
      .filter(({ price }) => price)
      .map(({ id, orderUnit }) => ({ productId: id, unitCode: orderUnit, quantityMilli: 1_000 }))
    const deliveryDay = slots[1]?.deliveryDay ?? ''
    places.push({ ...of, deliveryDay, products, buyer: { role: 'buyer', shop } })
  }
  return places
}

async function leaksOf(under: UnderTest) {
  const [found] = await under.query<
    Record<'granted' | 'foreign' | 'beyond' | 'budgetOff' | 'naive', number>
  >(`with standing as (
      select g.*, o.channel, o.prepared_by from ordering.order_benefit g
      join ordering.order o on o.distributor_id = g.distributor_id and o.id = g.order_id
      where g.revoked_at is null),
    mine as (
      select o.*, row_number() over (partition by o.outlet_id order by o.placed_at, o.id) as nth
      from ordering.order o join identity.tenant t on t.id = o.distributor_id
        and t.code = '${DISTRIBUTOR}'
      where o.placed_at > (select min(granted_at) from ordering.order_benefit))
    select (select count(*)::int from standing) as granted,
      (select count(*)::int from standing s where s.channel not in ('portal', 'chatbot', 'api')
        or s.prepared_by not in ('buyer', 'suggestion')
        or exists (select 1 from ordering.order_event e where e.distributor_id = s.distributor_id
          and e.order_id = s.order_id and e.kind in ('changed', 'cancelled')
          and e.actor_kind = 'staff')) as foreign,
      (select coalesce(sum(greatest(0, n - 3)), 0)::int from (select count(*) as n from standing
        group by outlet_id) of_outlet) as beyond,
      (select coalesce(sum(abs(b.taken_minor - coalesce((select sum(s.promised_minor)
          from standing s where s.benefit_id = b.id), 0))), 0)::int
        from promotions.benefit b where exists (select 1 from ordering.order_benefit g
          where g.benefit_id = b.id)) as "budgetOff",
      (select count(*)::int from mine where nth <= 3 and (channel <> 'portal'
        or prepared_by <> 'buyer')) as naive`)
  return found ?? { granted: 0, foreign: 1, beyond: 0, budgetOff: 0, naive: 0 }
}
