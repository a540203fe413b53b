import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Button, Empty, SelectField, Skeleton } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { nameText } from '../../order/name-text.ts'
import { can, usePlace } from '../../signin/me.tsx'
import { ExportButton } from '../ExportButton.tsx'
import { useFilters } from '../use-filters.tsx'
import { words } from './discount-words.ts'

type Row = Awaited<ReturnType<typeof call.ordering.handProposals>>['proposals'][number]

/** What is given again and again: agreed on by a person, entered in the ERP's contract, or declined. */
export function Proposals({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { filters, set } = useFilters()
  const show = filters.show === 'accepted' ? 'accepted' : 'open'
  const found = useQuery({
    queryKey: ['hand', distributor, 'proposals', show],
    queryFn: () => call.ordering.handProposals({ distributor, show }),
  })
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-end gap-3">
        <SelectField
          label={t.state}
          className="w-52"
          value={show}
          onChange={(event) => set({ show: event.target.value })}
        >
          <option value="open">{t.open}</option>
          <option value="accepted">{t.accepted}</option>
        </SelectField>
        {found.data && found.data.proposals.length > 0 && <Export rows={found.data.proposals} />}
      </div>
      {show === 'accepted' && <p className="text-sm text-soft">{t.acceptedHow}</p>}
      {found.error && <Failed error={found.error} retry={found.refetch} />}
      {found.isPending && <Skeleton rows={4} />}
      {found.data &&
        (found.data.proposals.length === 0 ? (
          <Empty title={t.noProposals}>{t.noProposalsHow}</Empty>
        ) : (
          <ProposalTable distributor={distributor} rows={found.data.proposals} />
        ))}
    </div>
  )
}

function Export({ rows }: { rows: Row[] }) {
  const t = useWords(words)
  const heads = [
    t.outlet,
    t.payer,
    t.contract,
    t.code,
    t.product,
    t.unit,
    `${t.percent}, %`,
    t.times,
  ]
  const load = async () => ({
    next: null,
    rows: rows.map((row) => [
      ...[row.outletName, row.payerName, row.contractCode, row.productCode, row.productName],
      ...[row.unitCode, row.percentBp / 100, row.times],
    ]),
  })
  return <ExportButton file="conditions.csv" heads={heads} load={load} />
}

function ProposalTable({ distributor, rows }: { distributor: string; rows: Row[] }) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const { tenant } = usePlace()
  const decides = can(tenant, 'account.write')
  const decide = useMutation({
    mutationFn: (decision: { id: string; accepted: boolean }) =>
      call.ordering.decideHandProposal({ distributor, ...decision }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['hand'] }),
  })
  const figures = [t.percent, t.times, t.off].map((name) => ({ name, figure: true }))
  const heads = [t.outlet, t.contract, t.product, ...figures, { name: t.decide, hidden: true }]
  return (
    <>
      {decide.error && <Failed error={decide.error} />}
      <Table label={t.proposals} heads={heads} testId="hand-proposals">
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Link
                href={`/o/${row.outletId}`}
                className="inline-flex min-h-8 items-center font-medium text-accent"
              >
                {row.outletName}
              </Link>
            </td>
            <td>
              {row.contractCode} <span className="text-faint">{row.payerName}</span>
            </td>
            <td>
              {nameText(row.productName)} <span className="text-faint">· {row.unitCode}</span>
            </td>
            <td className="figure font-semibold">{f.percent(row.percentBp)}</td>
            <td className="figure">{f.number(row.times)}</td>
            <td className="figure">{f.money(row.offMinor)}</td>
            <td className="figure whitespace-nowrap">
              {decides && row.accepted === null && (
                <>
                  <Button
                    look="quiet"
                    aria-label={`${t.accept}: ${row.outletName}, ${row.productName}`}
                    onClick={() => decide.mutate({ id: row.id, accepted: true })}
                  >
                    {t.accept}
                  </Button>
                  <Button
                    look="quiet"
                    aria-label={`${t.decline}: ${row.outletName}, ${row.productName}`}
                    onClick={() => decide.mutate({ id: row.id, accepted: false })}
                  >
                    {t.decline}
                  </Button>
                </>
              )}
            </td>
          </tr>
        ))}
      </Table>
    </>
  )
}
