import { type Answered, type Outcome, send } from './outgoing.ts'
import type { GatewayDriver } from './setting-contract.ts'
import { fill, inHeader, inJson, inUrl, pointed } from './template-rules.ts'

/** Sends a text by a gateway of SMS or Viber, in the words that the distributor set for it. */
export async function sendByGateway(
  driver: GatewayDriver,
  values: Readonly<Record<string, string>>,
  allowed: readonly string[],
): Promise<Outcome> {
  const written = driver.contentType === 'application/json' ? inJson : inUrl
  const body = driver.method === 'GET' ? null : fill(driver.body, values, written)
  const headers = Object.fromEntries(
    driver.headers.map(({ name, value }) => [name.toLowerCase(), fill(value, values, inHeader)]),
  )
  const typed = body === null ? {} : { 'content-type': `${driver.contentType}; charset=utf-8` }
  const length = body === null ? {} : { 'content-length': Buffer.byteLength(body) }
  const answer = await send(
    {
      url: fill(driver.url, values, inUrl),
      method: driver.method,
      headers: { ...typed, ...headers, ...length },
      body,
    },
    allowed,
  )
  if ('away' in answer) return { kind: 'again', error: answer.away }
  if ('lost' in answer) return { kind: 'unknown', error: answer.lost }
  if ('refused' in answer) return { kind: 'failed', error: answer.refused }
  return ofAnswer(answer.answered, driver.idPointer)
}

// Too busy to take it: again. Broken in the middle: it may have gone on to the phone, or not.
function ofAnswer({ status, text }: Answered, idPointer: string): Outcome {
  if (status >= 200 && status < 300) return { kind: 'sent', providerId: idIn(text, idPointer) }
  const error = `the gateway answered ${status}: ${text.slice(0, 200)}`
  if (status === 429 || status === 503) return { kind: 'again', error }
  return { kind: status >= 500 ? 'unknown' : 'failed', error }
}

function idIn(text: string, pointer: string): string | null {
  try {
    return pointed(JSON.parse(text), pointer)?.slice(0, 200) ?? null
  } catch {
    return null
  }
}
