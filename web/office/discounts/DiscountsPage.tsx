import { PageHead } from '../../frame/PageHead.tsx'
import { Chips } from '../../kit/Chips.tsx'
import { useWords } from '../../kit/language.ts'
import { can, usePlace } from '../../signin/me.tsx'
import { useFilters } from '../use-filters.tsx'
import { Budgets } from './Budgets.tsx'
import { DiscountRules } from './DiscountRules.tsx'
import { words } from './discount-words.ts'
import { Given } from './Given.tsx'
import { Leaks } from './Leaks.tsx'
import { Proposals } from './Proposals.tsx'

const VIEWS = ['budgets', 'given', 'leaks', 'proposals', 'setting'] as const
const NEEDED = { setting: 'account.write', leaks: 'rollout.read' } as const

/** Discounts by hand: who may give what, what was given, what could be a condition, the rules. */
export function DiscountsPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const { filters, show } = useFilters()
  const views = VIEWS.filter(
    (name) => !(name in NEEDED) || can(tenant, NEEDED[name as keyof typeof NEEDED]),
  )
  const view = views.find((known) => known === filters.view) ?? 'budgets'
  return (
    <div className="space-y-4">
      <PageHead title={t.discounts} lead={t.lead} />
      <Chips
        label={t.discounts}
        chips={views.map((name) => ({
          key: name,
          name: t[name],
          pressed: name === view,
          choose: () => show(name === 'budgets' ? {} : { view: name }),
        }))}
      />
      {view === 'budgets' && <Budgets distributor={distributor} />}
      {view === 'given' && <Given distributor={distributor} />}
      {view === 'leaks' && <Leaks distributor={distributor} />}
      {view === 'proposals' && <Proposals distributor={distributor} />}
      {view === 'setting' && <DiscountRules distributor={distributor} />}
    </div>
  )
}
