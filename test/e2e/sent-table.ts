import { randomUUID } from 'node:crypto'
import { officeExchange } from '../office-exchange.ts'
import { signInBy } from '../security/sign-in.ts'
import { workbookOf } from '../workbook.ts'

const ROWS = [
  ['Прайс-лист від 25.11.2026'],
  ['Код товару', 'Найменування', 'Од. вим.', 'Ціна, грн', 'Примітка'],
  ['N-1', 'Сир «Український» 50 %, ваговий, у плівці', 'кг', '315,50', ''],
  ['N-2', 'Кефір 2,5 %, 900 г', 'шт', '42,00', 'новинка'],
  ['N-3', 'Сметана 20 %, 350 г', 'шт', 'уточнюйте в менеджера', ''],
]

/** A price list that somebody sent to the office and has checked; nothing of it is written. */
export async function sendTable(
  url: string,
  { code, phone }: { code: string; phone: string },
): Promise<string> {
  const { cookie } = await signInBy(url, phone)
  const office = officeExchange(url, { cookie, code })
  const book = workbookOf({ sheets: [{ name: 'Прайс', rows: ROWS }] })
  const { uploadId } = await office.put('прайс-лист листопад.XLSX', book, { table: true })
  const asked = { uploadId, kind: 'prices' }
  const { form } = (await office.ask('table', asked)).said as { form: { constants: object } }
  const named = { ...form, constants: { ...form.constants, list: 'новий' } }
  const runId = randomUUID()
  await office.ask('checkTable', { uploadId, runId, form: named })
  await office.ended(runId)
  return uploadId
}
