import { expect, test } from 'vitest'
import { openapi } from '../src/server.ts'

test('the API grows and never breaks a call that phones still speak: its document is kept', async () => {
  const document = JSON.stringify(await openapi(), null, 1)
  await expect(`${document}\n`).toMatchFileSnapshot('../docs/openapi.snapshot.json')
})
