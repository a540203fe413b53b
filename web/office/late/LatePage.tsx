import { PageHead } from '../../frame/PageHead.tsx'
import { Chips } from '../../kit/Chips.tsx'
import { useWords } from '../../kit/language.ts'
import { can, usePlace } from '../../signin/me.tsx'
import { useFilters } from '../use-filters.tsx'
import { Exceptions } from './Exceptions.tsx'
import { words } from './late-words.ts'
import { Requests } from './Requests.tsx'

const VIEWS = ['requests', 'exceptions'] as const

/** What comes after the cut-off: what is asked for, who let what in, and how much an outlet may have. */
export function LatePage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { tenant } = usePlace()
  const { filters, show } = useFilters()
  const views = VIEWS.filter((name) => name === 'requests' || can(tenant, 'order.release'))
  const view = views.find((known) => known === filters.view) ?? 'requests'
  return (
    <div className="space-y-4">
      <PageHead title={t.late} lead={t.lead} />
      <Chips
        label={t.late}
        chips={views.map((name) => ({
          key: name,
          name: t[name],
          pressed: name === view,
          choose: () => show(name === 'requests' ? {} : { view: name }),
        }))}
      />
      {view === 'requests' && <Requests distributor={distributor} />}
      {view === 'exceptions' && <Exceptions distributor={distributor} />}
    </div>
  )
}
