import { useFormats, useWords } from '../../../kit/language.ts'
import { Badge } from '../../../kit/Parts.tsx'
import { words } from './feed-words.ts'
import type { Feed } from './use-feeds.ts'

/** Whether a feed is late, when it came and until when it is expected. */
export function FeedState({ feed: { lateSince, cameAt, dueAt } }: { feed: Feed }) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-soft">
      {lateSince && <Badge tone="bad">{t.late}</Badge>}
      {!lateSince && dueAt && (
        <Badge tone={cameAt ? 'good' : 'plain'}>{cameAt ? t.inTime : t.awaited}</Badge>
      )}
      {!dueAt && <Badge>{t.notExpected}</Badge>}
      <span>
        {cameAt ? `${t.came} ${f.moment(cameAt)}` : t.neverCame}
        {lateSince && ` · ${t.lateSince} ${f.moment(lateSince)}`}
        {!lateSince && dueAt && ` · ${t.due} ${f.moment(dueAt)}`}
      </span>
    </p>
  )
}
