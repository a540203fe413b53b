import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'

type Sent = {
  cookie?: string
  code?: string
  uploadId?: string
  no?: number
  own?: boolean
  /** One table, not files of an ERP. */
  table?: boolean
}

export type SeenRun = {
  id: string
  status: string
  dryRun: boolean
  awaits: string | null
  replayOf: string | null
  counts: Record<string, number>
  changes: { products?: object }
  refusal: object | null
  samples: { name: string }[]
  lone: { hidden: number; shown: number }
  mended: number
  replayable: boolean
  uploadId: string
  rows: {
    rowNo: number
    code: string
    externalId: string | null
    detail: string
    asks: string | null
    mended: string | null
  }[]
}

/** Sends an ERP's files to the office and decides about them, as a browser of one person does. */
export function officeExchange(url: string, by: { cookie: string; code: string }) {
  async function put(name: string, body: Buffer | string, sent: Sent = {}) {
    const { uploadId = randomUUID(), no = 1, own = true, table = false } = sent
    const { cookie, code } = { ...by, ...sent }
    const shelf = table ? `tables/${uploadId}` : `uploads/${uploadId}/${no}`
    const path = `/files/${code}/${shelf}?name=${encodeURIComponent(name)}`
    const reply = await fetch(`${url}${path}`, {
      method: 'PUT',
      headers: { cookie, 'accept-language': 'uk', ...(own && { 'x-tandem-request': '1' }) },
      body: new Uint8Array(Buffer.from(body as string)),
    })
    const said = (await reply.json()) as { code?: string; message?: string }
    return { status: reply.status, uploadId, ...said }
  }

  async function ask(
    call: string,
    request: object,
    { cookie = by.cookie, code = by.code } = {},
  ): Promise<{ status: number; said: unknown }> {
    const reply = await fetch(`${url}/rpc/exchange/${call}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tandem-request': '1', cookie },
      body: JSON.stringify({ json: { distributor: code, ...request } }),
    })
    return { status: reply.status, said: ((await reply.json()) as { json: unknown }).json }
  }

  const refusalOf = async (call: string, request: object, as = {}) => {
    const said = (await ask(call, request, as)).said as { code: string; data?: { code: string } }
    return said.data?.code ?? said.code
  }

  async function ended(runId: string): Promise<SeenRun> {
    for (;;) {
      const run = (await ask('run', { runId })).said as SeenRun
      if (run.status !== 'running') return run
      await new Promise((next) => setTimeout(next, 50))
    }
  }

  return {
    ...{ put, ask, refusalOf, ended, cookie: by.cookie },
    async checked(uploadId: string) {
      const runId = randomUUID()
      expect((await ask('checkUpload', { uploadId, runId })).status).toBe(200)
      return { runId, ...(await ended(runId)) }
    },
    async confirmed(runId: string, approved = false) {
      const importId = randomUUID()
      expect(await ask('confirmRun', { runId, importId, approved })).toMatchObject({ status: 200 })
      return ended(importId)
    },
  }
}
