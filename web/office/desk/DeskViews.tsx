import { Chips } from '../../kit/Chips.tsx'
import { useWords } from '../../kit/language.ts'
import { can, usePlace } from '../../signin/me.tsx'
import { useFilters } from '../use-filters.tsx'
import { words } from './aside-words.ts'

const VIEWS = ['queue', 'aside', 'scripts', 'rules'] as const
const SET_HERE = ['scripts', 'rules']
export type DeskView = (typeof VIEWS)[number]

/** Which part of the desk is looked at; words and how often are set by who runs the launch. */
export function useDeskView(): { view: DeskView; views: readonly DeskView[] } {
  const { tenant } = usePlace()
  const { filters } = useFilters()
  const views = VIEWS.filter((name) => !SET_HERE.includes(name) || can(tenant, 'rollout.write'))
  return { views, view: views.find((name) => name === filters.view) ?? 'queue' }
}

/** The parts of the desk. */
export function DeskViews() {
  const t = useWords(words)
  const { show } = useFilters()
  const { view, views } = useDeskView()
  return (
    <Chips
      label={t.title}
      chips={views.map((name) => ({
        key: name,
        name: t[name],
        pressed: name === view,
        choose: () => show(name === 'queue' ? {} : { view: name }),
      }))}
    />
  )
}
