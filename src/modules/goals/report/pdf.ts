import { createRequire } from 'node:module'
import { buffer } from 'node:stream/consumers'
import type { Language } from '../../../platform/language.ts'
import { type Cell, cellTexts, type Section } from './report-rules.ts'
import { REPORT_WORDS } from './report-words-rules.ts'

export type Printed = {
  title: string
  lead: string
  sections: Section[]
  language: Language
  currency: string
}

const require = createRequire(import.meta.url)
const PAGE = { size: 'A4', layout: 'landscape', margin: 36, bufferPages: true } as const
const LINE = '#d5d9d6'
const SOFT = '#5b6560'
const ROOM_FOR_A_TABLE = 110

/**
 * The report on paper. The letters travel with it: DejaVu has all of Ukrainian and the hryvnia sign, and
 * a reader without a network needs nothing else.
 */
export async function pdfOf(printed: Printed): Promise<Buffer> {
  // Loaded when somebody prints: the server does not carry it otherwise.
  const { default: PDFDocument } = await import('pdfkit')
  const regular = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')
  const bold = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')
  const info = { Title: printed.title, Creator: 'Tandem' }
  const doc = new PDFDocument({ ...PAGE, font: regular, info, lang: printed.language })
  const whole = buffer(doc)
  doc.registerFont('regular', regular).registerFont('bold', bold)
  doc.font('bold').fontSize(16).text(printed.title)
  doc.font('regular').fontSize(9).fillColor(SOFT).text(printed.lead).fillColor('black')
  for (const section of printed.sections) printSection(doc, printed, section)
  numberPages(doc, printed)
  doc.end()
  return whole
}

type Paper = InstanceType<typeof import('pdfkit')>

function printSection(doc: Paper, printed: Printed, { title, notes, heads, rows }: Section): void {
  const { bottom } = doc.page.margins
  if (doc.y > doc.page.height - bottom - ROOM_FOR_A_TABLE) doc.addPage()
  doc.moveDown(0.8).font('bold').fontSize(11).text(title, doc.page.margins.left)
  doc.font('regular').fontSize(9)
  for (const note of notes) doc.text(note)
  if (rows.length === 0) return
  const write = cellTexts(printed.language, printed.currency)
  const figures = heads.map((_, i) => rows.every((row) => !isText(row[i] ?? null)))
  doc.moveDown(0.3).fontSize(8)
  doc.table({
    defaultStyle: { border: { bottom: 0.5 }, borderColor: LINE, padding: 3 },
    columnStyles: (i) => ({ align: { x: figures[i] ? 'right' : 'left' } }),
    data: [
      heads.map((text) => ({ text, textColor: SOFT })),
      ...rows.map((row) => row.map((cell) => ({ text: write(cell) }))),
    ],
  })
}

const isText = (cell: Cell) => cell?.kind === 'text'

function numberPages(doc: Paper, { language }: Printed): void {
  const { start, count } = doc.bufferedPageRange()
  for (let i = 0; i < count; i += 1) {
    doc.switchToPage(start + i)
    const { margins, height, width } = doc.page
    // Below the margin a text would open another page.
    margins.bottom = 0
    const said = `${REPORT_WORDS.page[language]} ${i + 1} / ${count}`
    const place = { width: width - margins.left - margins.right, align: 'right' } as const
    doc
      .font('regular')
      .fontSize(8)
      .fillColor(SOFT)
      .text(said, margins.left, height - 24, place)
  }
}
