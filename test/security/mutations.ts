import fc from 'fast-check'

/** A request as it goes over the wire, where every part can be made another. */
export type Sent = { path: string; type: string; body: unknown; raw: string | null }
type Json = Record<string, unknown>

/** Ids that exist but are not the sender's to use. */
export type Foreign = Record<'outlet' | 'product' | 'contract' | 'person' | 'tenant', string>

const NUMBERS = [0, -1, -1000, 1, 500, 1500, 0.5, 1e21, 2 ** 53, Number.MAX_VALUE, 5e-324]
const ODD = [null, true, '', '1000', '1e3', ' 2000 ', 'NaN', '0x10', [], [1000], {}, { $gt: 0 }]

const ADDED = [
  ...['unitPriceE4', 'priceE4', 'price', 'totalMinor', 'netMinor', 'vatMinor', 'discountMinor'],
  ...['vatBp', 'currency', 'channel', 'role', 'roles', 'rights', 'scope', 'status', 'holdReason'],
  ...['distributor', 'distributorId', 'tenantId', 'contractId', 'payerId', 'sellingEntityId'],
  ...['personId', 'sessionId', 'creditedAgentId', 'warehouseId', 'number', 'placedAt', 'version'],
  ...['__proto__', 'constructor', 'toString'],
]
const PLACES = [
  ...['lines', 'lines.0', 'lines.0.productId', 'lines.0.unitCode', 'lines.0.quantityMilli'],
  ...['lines.1.quantityMilli', 'lines.0.seenUnitPriceE4', 'outletId', 'deliveryDay', 'note'],
  ...['preparedBy', 'origin', 'onDouble', 'why'],
]
const TYPES = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/xml',
  'application/json; charset=utf-16',
  'multipart/form-data; boundary=x',
  '',
]
// What JSON cannot say, but a body can.
const RAW = ['NaN', 'Infinity', '1e400', '-0', '1_000', '0x7f', '1000.0', '01000', '+1000']

/** One change of a request. `harmless`: the server must not heed it, so the sums stay as they were. */
export type Mutation = { name: string; harmless: boolean; apply(sent: Sent): Sent }

/** Any change of a request for an order that somebody could make in his browser. */
export function mutations(foreign: Foreign, otherCode: string) {
  const value = fc.oneof(
    fc.constantFrom<unknown>(...NUMBERS, ...ODD, ...Object.values(foreign)),
    fc.integer({ min: -100_000, max: 100_000 }),
    fc.string({ maxLength: 20 }),
  )
  const added = fc.record({
    field: fc.constantFrom(...ADDED),
    inLine: fc.boolean(),
    value: fc.oneof(value, fc.constantFrom('agent', 'api', 'admin', ['admin'], foreign.tenant)),
  })
  return fc.oneof(
    { weight: 4, arbitrary: added.map(addField) },
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...PLACES), value).map(setValue) },
    { weight: 1, arbitrary: fc.constantFrom(...RAW).map(rawQuantity) },
    { weight: 1, arbitrary: fc.constantFrom(...TYPES).map(otherType) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('totalMinor=1', `distributor=${otherCode}`, 'role=admin')
        .map(inQuery),
    },
    { weight: 1, arbitrary: fc.constantFrom(...Object.values(foreign)).map(otherId) },
    { weight: 1, arbitrary: fc.constant(otherCode).map(otherTenant) },
  )
}

const changed = (sent: Sent, change: (body: Json) => void): Sent => {
  const body = structuredClone(sent.body) as Json
  change(body)
  return { ...sent, body }
}

const addField = ({
  field,
  inLine,
  value,
}: {
  field: string
  inLine: boolean
  value: unknown
}) => ({
  name: `+ ${inLine ? 'line.' : ''}${field} = ${JSON.stringify(value)}`,
  harmless: true,
  apply: (sent: Sent) =>
    changed(sent, (body) => {
      const lines = Array.isArray(body.lines) ? (body.lines as unknown[]) : []
      const [line] = lines
      const into = inLine && typeof line === 'object' && line !== null ? (line as Json) : body
      // An own property, also of this name: JSON of a client may hold it.
      if (!(field in into) || field in Object.prototype) {
        Object.defineProperty(into, field, { value, enumerable: true, configurable: true })
      }
    }),
})

const setValue = ([place, value]: [string, unknown]) => ({
  name: `${place} = ${JSON.stringify(value)}`,
  harmless: false,
  apply: (sent: Sent) =>
    changed(sent, (body) => {
      const names = place.split('.')
      const last = names.pop() ?? ''
      let at: unknown = body
      for (const name of names) at = (at as Json | null | undefined)?.[name]
      if (typeof at === 'object' && at !== null) (at as Json)[last] = value
    }),
})

const rawQuantity = (text: string) => ({
  name: `quantity ${text}`,
  harmless: false,
  apply: (sent: Sent) => ({
    ...sent,
    raw: JSON.stringify(sent.body).replace(/"quantityMilli":\d+/, `"quantityMilli":${text}`),
  }),
})

const otherType = (type: string) => ({
  name: `type ${type}`,
  harmless: false,
  apply: (sent: Sent) => ({ ...sent, type }),
})

const inQuery = (query: string) => ({
  name: `? ${query}`,
  harmless: true,
  apply: (sent: Sent) => ({ ...sent, path: `${sent.path}?${query}` }),
})

const otherId = (id: string) => ({
  name: `path ${id}`,
  harmless: false,
  apply: (sent: Sent) => ({
    ...sent,
    path: sent.path.replace(/\/(outlets|orders)\/[^/?]+/, (_all, kind: string) => `/${kind}/${id}`),
  }),
})

const otherTenant = (code: string) => ({
  name: `path of ${code}`,
  harmless: false,
  apply: (sent: Sent) => ({ ...sent, path: sent.path.replace(/^\/d\/[^/]+/, `/d/${code}`) }),
})
