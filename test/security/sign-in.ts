/** Signs in over HTTP as a browser does: the device's cookie first, then the code, then the session. */
export async function signInBy(url: string, phone: string): Promise<{ cookie: string }> {
  const jar = new Map<string, string>()
  const post = async (path: string, body: object) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const reply = await fetch(`${url}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tandem-request': '1', cookie },
      body: JSON.stringify(body),
    })
    for (const set of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      jar.set(name, value)
    }
    if (!reply.ok) throw new Error(await reply.text())
    return (await reply.json()) as { demoCode: string }
  }
  const { demoCode } = await post('/sign-in/code', { phone })
  await post('/sign-in', { phone, code: demoCode })
  return { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }
}
