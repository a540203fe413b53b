import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Script } from '../../../src/modules/rollout/contract.ts'
import { OBJECTIONS } from '../../../src/modules/rollout/desk/objection-rules.ts'
import { call, errorText } from '../../call.ts'
import { useLanguage, useWords } from '../../kit/language.ts'
import { Alert, Badge, Button, Card, TextArea } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { newId } from '../../order/cart.ts'
import { words } from './script-words.ts'

export type Texts = Pick<Script, 'greeting' | 'questions' | 'answers'>
export type Which = {
  distributor: string
  kind: Script['kind']
  language: 'uk' | 'en' | 'ru'
}
type Props = Which & { script: Script; begin: Texts }

/** The words of a script: saved, they are the next version. */
export function ScriptForm({ script, begin, ...which }: Props) {
  const t = useWords(words)
  const { language: shown } = useLanguage()
  const [greeting, setGreeting] = useState(begin.greeting)
  const [questions, setQuestions] = useState(begin.questions.join('\n'))
  const [answers, setAnswers] = useState(begin.answers)
  const put = usePut(which)
  const lines = questions.split('\n').flatMap((line) => (line.trim() ? [line.trim()] : []))
  return (
    <Card>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          put.mutate({ greeting, questions: lines, answers })
        }}
      >
        <Badge tone={script.own ? 'accent' : 'plain'}>{script.own ? t.own : t.shipped}</Badge>
        <Area label={t.greeting} rows={2} value={greeting} set={setGreeting} />
        <Area label={t.questions} rows={6} value={questions} set={setQuestions} />
        <h2 className="font-semibold">{t.answers}</h2>
        {OBJECTIONS.map(({ code, name }) => (
          <Area
            key={code}
            label={name[shown]}
            rows={2}
            value={answers[code]}
            set={(answer) => setAnswers((before) => ({ ...before, [code]: answer }))}
          />
        ))}
        {put.error && <Alert tone="bad">{errorText(put.error, t.offline)}</Alert>}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={put.isPending}>
            {t.save}
          </Button>
          {script.own && (
            <Button busy={put.isPending} onClick={() => put.mutate(null)}>
              {t.follow}
            </Button>
          )}
        </div>
      </form>
    </Card>
  )
}

function usePut({ distributor, kind, language }: Which) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [scriptId, setScriptId] = useState(newId)
  return useMutation({
    mutationFn: (texts: Texts | null) =>
      call.rollout.putScript({ distributor, kind, language, scriptId, texts }),
    onSuccess: async () => {
      toast({ text: t.saved })
      setScriptId(newId())
      await Promise.all(
        ['scripts', 'script-versions'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      )
    },
  })
}

type AreaProps = { label: string; rows: number; value: string; set: (value: string) => void }

const Area = ({ set, ...rest }: AreaProps) => (
  <TextArea required onChange={(event) => set(event.target.value)} {...rest} />
)
