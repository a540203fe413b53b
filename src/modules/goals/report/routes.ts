import { type Pools, readTenant } from '../../../platform/db.ts'
import { ok, refuse } from '../../../platform/result.ts'
import { type Member, serveTenant } from '../../../platform/serve.ts'
import { reportFileCall, weeklyReportCall } from './contract.ts'
import { type Printed, pdfOf } from './pdf.ts'
import { weeklyReport } from './report.ts'
import { cellTexts, sectionsOf } from './report-rules.ts'
import { REPORT_WORDS } from './report-words-rules.ts'
import { workbookOf } from './workbook.ts'

const TYPES = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The week of the launch: on the screen, on paper and in sheets. */
export const reportRoutes = (pools: Pools) => ({
  weeklyReport: serveTenant(weeklyReportCall, async (member) => {
    const laid = await layOut(pools, member)
    if (!laid) return ok({ report: null })
    const { title, lead, sections } = laid
    return ok({ report: { title, lead, sections } })
  }),
  reportFile: serveTenant(reportFileCall, async (member, { format }) => {
    const laid = await layOut(pools, member)
    if (!laid) return refuse({ code: 'no_launch' })
    const file = format === 'pdf' ? await pdfOf(laid) : await workbookOf(laid.sections)
    return ok({
      name: `${member.tenant.code}-${laid.day}.${format}`,
      contentType: TYPES[format],
      base64: file.toString('base64'),
    })
  }),
})

async function layOut(
  pools: Pools,
  { tenant, language }: Member,
): Promise<(Printed & { day: string }) | null> {
  const report = await readTenant(pools.app, tenant.id, (db) => weeklyReport(db, tenant.id))
  if (!report) return null
  const write = cellTexts(language, tenant.currency)
  const day = (value: string) => write({ kind: 'day', day: value })
  const { day: today, throughDay } = report
  const through = throughDay ? [`${REPORT_WORDS.through[language]} ${day(throughDay)}`] : []
  return {
    ...{ day: today, language, currency: tenant.currency },
    title: `${REPORT_WORDS.title[language]}: ${tenant.name}`,
    lead: [`${REPORT_WORDS.asAt[language]} ${day(today)}`, ...through].join(' · '),
    sections: sectionsOf(report, language),
  }
}
