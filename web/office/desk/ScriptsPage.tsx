import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { useLanguage, useWords } from '../../kit/language.ts'
import { Skeleton } from '../../kit/Parts.tsx'
import { KIND_NAMES } from '../../launch/contact-words.ts'
import { Choice } from '../Choice.tsx'
import { useFilters } from '../use-filters.tsx'
import { words as parts } from './aside-words.ts'
import { DeskViews } from './DeskViews.tsx'
import { ScriptForm, type Texts } from './ScriptForm.tsx'
import { ScriptVersions } from './ScriptVersions.tsx'
import { words } from './script-words.ts'

const KINDS = ['presentation', 'first_order', 'follow_up'] as const
const LANGUAGES = ['uk', 'en', 'ru'] as const

/** What the desk says on each step and in each language, and how it came to be so. */
export function ScriptsPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const p = useWords(parts)
  const { language: shown } = useLanguage()
  const { filters, set } = useFilters()
  const kind = KINDS.find((one) => one === filters.step) ?? 'presentation'
  const language = LANGUAGES.find((one) => one === filters.language) ?? shown
  const [taken, setTaken] = useState<{ of: string; texts: Texts } | null>(null)
  const scripts = useQuery({
    queryKey: ['scripts', distributor, language],
    queryFn: () => call.rollout.scripts({ distributor, language }),
  })
  const script = scripts.data?.scripts.find((one) => one.kind === kind)
  const key = `${kind} ${language} ${script?.version}`
  const which = { distributor, kind, language }
  return (
    <div className="space-y-4">
      <PageHead title={p.scripts} lead={t.lead} />
      <DeskViews />
      <div className="flex flex-wrap gap-3">
        <Choice
          label={t.step}
          options={KINDS.map((one) => [one, KIND_NAMES[one]?.[shown] ?? one] as const)}
          chosen={kind}
          choose={(step) => set({ step })}
        />
        <Choice
          label={t.language}
          options={LANGUAGES.map((one) => [one, t[one]] as const)}
          chosen={language}
          choose={(next) => set({ language: next })}
        />
      </div>
      {scripts.error && <Failed error={scripts.error} retry={scripts.refetch} />}
      {scripts.isPending && <Skeleton rows={5} />}
      {script && (
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <ScriptForm
            key={`${key} ${taken?.of ?? ''}`}
            {...which}
            script={script}
            begin={taken?.of.startsWith(key) ? taken.texts : script}
          />
          <ScriptVersions
            {...which}
            take={({ version, texts }) => setTaken({ of: `${key} ${version}`, texts })}
          />
        </div>
      )}
    </div>
  )
}
