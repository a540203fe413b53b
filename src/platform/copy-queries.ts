import { once } from 'node:events'
import { Readable } from 'node:stream'
import type pg from 'pg'

// What @types/pg leaves out of a connection.
type Wire = pg.Connection & {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

/** What COPY … TO STDOUT sends; the server waits while nobody reads. Not for pipelined clients. */
export function copyOut(client: pg.Client, text: string): Readable {
  let wire: pg.Connection | null = null
  const out = new Readable({ read: () => void wire?.stream.resume() })
  const statement = {
    submit(connection: pg.Connection) {
      wire = connection
      connection.query(text)
    },
    handleCopyData({ chunk }: { chunk: Buffer }) {
      if (!out.push(chunk)) wire?.stream.pause()
    },
    handleError(error: Error) {
      wire?.stream.resume()
      out.destroy(error)
    },
    handleCommandComplete: () => undefined,
    handleReadyForQuery() {
      // Paused by its last piece, it would keep the next statement waiting for ever.
      wire?.stream.resume()
      out.push(null)
    },
  }
  client.query(statement)
  return out
}

/** Sends what COPY … FROM STDIN reads; returns the number of rows. Not for pipelined clients. */
export function copyIn(
  client: pg.ClientBase,
  text: string,
  chunks: AsyncIterable<Buffer>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0
    const statement = {
      submit: (connection: pg.Connection) => connection.query(text),
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
    }
    client.query(statement)
  })
}
