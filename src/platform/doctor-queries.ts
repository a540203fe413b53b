import pg from 'pg'

/** The version of the server behind an address, as it says it: '18.4'. */
export const serverVersion = (url: string): Promise<string> =>
  askOnce(url, `select current_setting('server_version') as value`)

/** Whether the role of an address may pass by row-level security. */
export const passesSecurity = async (url: string): Promise<boolean> => {
  const text = `select (rolsuper or rolbypassrls)::text as value from pg_roles
    where rolname = current_user`
  return (await askOnce(url, text)) !== 'false'
}

// By a connection of its own: the pools come later, and may be what is wrong.
async function askOnce(url: string, text: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ value: string }>(text)
    return rows[0]?.value ?? ''
  } finally {
    await client.end().catch(() => undefined)
  }
}
