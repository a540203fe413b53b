/** An ERP that speaks the exchange protocol, as 1C does: cookies, plain text lines, pieces. */
export function makeErp(base: string, login: string, secret: string) {
  let cookie = ''
  const ask = async (query: string, options: RequestInit = {}) => {
    const reply = await fetch(`${base}/exchange/commerceml?${query}`, {
      ...options,
      headers: { cookie, ...options.headers },
    })
    return { status: reply.status, text: await reply.text() }
  }
  const send = (type: string, filename: string, body: string | Buffer) =>
    ask(`type=${type}&mode=file&filename=${encodeURIComponent(filename)}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
    })
  return {
    ask,
    send,
    /** Asks for an import until it is over, as an ERP does while it hears of progress. */
    async import(query: string) {
      for (;;) {
        const answer = await ask(query)
        if (!answer.text.startsWith('progress')) return answer
      }
    },
    async open(type: 'catalog' | 'sale') {
      const basic = Buffer.from(`${login}:${secret}`).toString('base64')
      const answer = await ask(`type=${type}&mode=checkauth`, {
        headers: { authorization: `Basic ${basic}` },
      })
      const [word, name, value] = answer.text.split('\n')
      if (word === 'success') cookie = `${name}=${value}`
      await ask(`type=${type}&mode=init`)
      return word
    },
    forget() {
      cookie = ''
    },
    cookie: () => cookie,
  }
}

/** A document that tells an order's state, as ERPs send it back. */
export const statusFile = (orderId: string, number: string, word: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<КоммерческаяИнформация ВерсияСхемы="2.08" ДатаФормирования="2026-11-24T10:00:00">
  <Документ>
    <Ид>${orderId}</Ид><Номер>${number}</Номер><Дата>2026-11-24</Дата>
    <ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль>
    <ЗначенияРеквизитов>
      <ЗначениеРеквизита><Наименование>Статус заказа</Наименование><Значение>${word}</Значение></ЗначениеРеквизита>
      <ЗначениеРеквизита><Наименование>Номер по 1С</Наименование><Значение>0000-000017</Значение></ЗначениеРеквизита>
    </ЗначенияРеквизитов>
  </Документ>
</КоммерческаяИнформация>`
