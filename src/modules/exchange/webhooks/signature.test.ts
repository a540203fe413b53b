import { expect, test } from 'vitest'
import { secretOf, signaturesOf } from './signature.ts'

const PLACE = { distributorId: 'a', webhookId: 'b', secretNo: 1 }

// The example and its signature are those of the standard's own library.
test('a message is signed as Standard Webhooks says', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
  }
  const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
  expect(signaturesOf([secret], message)).toBe(signature)
  expect(signaturesOf([secretOf('x', PLACE), secret], message)).toMatch(` ${signature}`)
  expect(signaturesOf([secret], { ...message, body: '{"test": 2432232315}' })).not.toBe(signature)
  expect(signaturesOf([secret], { ...message, timestamp: 1_614_265_331 })).not.toBe(signature)
})

test('a secret is the same each time, and another for each webhook, tenant, number and installation', () => {
  const first = secretOf('installation', PLACE)
  expect(first).toMatch(/^whsec_[\w+/]{43}=$/)
  expect(secretOf('installation', { ...PLACE })).toBe(first)
  const others = [
    secretOf('another', PLACE),
    secretOf('installation', { ...PLACE, distributorId: 'c' }),
    secretOf('installation', { ...PLACE, webhookId: 'c' }),
    secretOf('installation', { ...PLACE, secretNo: 2 }),
  ]
  expect(new Set([first, ...others]).size).toBe(5)
})
