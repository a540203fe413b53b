import { once } from 'node:events'
import { type Duplex, Readable } from 'node:stream'
import type pg from 'pg'

// The part of a connection that COPY needs; @types/pg does not describe it.
type Wire = {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
  stream: Duplex
}

const submit = (client: pg.Client, query: object) =>
  void client.query(query as unknown as pg.Submittable)

/** What COPY … TO STDOUT sends; the server waits while nobody reads. Not for pipelined clients. */
export function copyOut(client: pg.Client, text: string): Readable {
  let wire: Wire | null = null
  const out = new Readable({ read: () => void wire?.stream.resume() })
  submit(client, {
    submit(connection: Wire) {
      wire = connection
      connection.query(text)
    },
    handleCopyData({ chunk }: { chunk: Buffer }) {
      if (!out.push(chunk)) wire?.stream.pause()
    },
    handleError: (error: Error) => void out.destroy(error),
    handleCommandComplete: () => undefined,
    handleReadyForQuery: () => void out.push(null),
  })
  return out
}

/** Sends what COPY … FROM STDIN reads; returns the number of rows. Not for pipelined clients. */
export function copyIn(
  client: pg.Client,
  text: string,
  chunks: AsyncIterable<Buffer>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0
    submit(client, {
      submit: (connection: Wire) => connection.query(text),
      async handleCopyInResponse(connection: Wire) {
        try {
          for await (const chunk of chunks) {
            connection.sendCopyFromChunk(chunk)
            if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
          }
          connection.endCopyFrom()
        } catch (error) {
          connection.sendCopyFail(String(error))
        }
      },
      handleError: reject,
      handleCommandComplete({ text: told }: { text: string }) {
        rows = Number(/^COPY (\d+)/.exec(told)?.[1] ?? 0)
      },
      handleReadyForQuery: () => resolve(rows),
    })
  })
}
