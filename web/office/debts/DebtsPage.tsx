import { PageHead } from '../../frame/PageHead.tsx'
import { Chips } from '../../kit/Chips.tsx'
import { useWords } from '../../kit/language.ts'
import { ReturnList } from '../../returns/ReturnList.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { useFilters } from '../use-filters.tsx'
import { DebtSetting } from './DebtSetting.tsx'
import { words } from './debt-page-words.ts'
import { HeldOrders } from './HeldOrders.tsx'
import { LicencePlaces } from './LicencePlaces.tsx'
import { OverdueList } from './OverdueList.tsx'

const VIEWS = ['overdue', 'held', 'returns', 'licences', 'setting'] as const

/** Who owes since when, which orders wait for it, what comes back, whose licence ends. */
export function DebtsPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const { filters, show } = useFilters()
  const view = VIEWS.find((known) => known === filters.view) ?? 'overdue'
  const views = VIEWS.filter((name) => name !== 'setting' || can(tenant, 'account.write'))
  return (
    <div className="space-y-4">
      <PageHead title={t.debts} lead={t.lead} />
      <Chips
        label={t.debts}
        chips={views.map((name) => ({
          key: name,
          name: t[name],
          pressed: name === view,
          choose: () => show(name === 'overdue' ? {} : { view: name }),
        }))}
      />
      {view === 'overdue' && <OverdueList distributor={distributor} />}
      {view === 'held' && <HeldOrders distributor={distributor} />}
      {view === 'returns' && (
        <ReturnList distributor={distributor} asked={{}} title={t.returns} whenEmpty="say" />
      )}
      {view === 'licences' && <LicencePlaces distributor={distributor} />}
      {view === 'setting' && <DebtSetting distributor={distributor} />}
    </div>
  )
}
