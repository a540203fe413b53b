import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge, Button, Card, TextField } from '../kit/Parts.tsx'
import { can, usePlace } from '../signin/me.tsx'
import { words } from './covenant-words.ts'

type Question = Awaited<ReturnType<typeof call.rollout.covenant>>['questions'][number]
type Props = { distributor: string; questions: Question[] }

/** Questions of the people, answered in the open. */
export function Questions({ distributor, questions }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const queries = useQueryClient()
  const [id, setId] = useState(() => crypto.randomUUID())
  const ask = useMutation({
    mutationFn: (said: string) => call.rollout.askQuestion({ distributor, id, words: said }),
    onSuccess: () => setId(crypto.randomUUID()),
    onSettled: () => queries.invalidateQueries({ queryKey: ['covenant'] }),
  })
  return (
    <Card className="space-y-3">
      <div>
        <h2 className="font-semibold">{t.questions}</h2>
        <p className="text-sm text-soft">{t.open}</p>
      </div>
      <SayForm
        key={id}
        label={t.question}
        button={t.ask}
        busy={ask.isPending}
        say={(said) => ask.mutate(said)}
      />
      {ask.error && <Failed error={ask.error} />}
      {questions.length === 0 && <p className="text-sm text-soft">{t.noQuestions}</p>}
      <ul className="space-y-4">
        {questions.map((question) => (
          <li key={question.id} className="space-y-1">
            <p className="font-medium">{question.words}</p>
            <p className="text-xs text-faint">
              {question.askedName} · {f.moment(question.askedAt)}
            </p>
            {question.answer !== null && (
              <p className="border-l-2 border-accent pl-3">
                {question.answer}{' '}
                <span className="text-xs text-faint">— {question.answeredName}</span>
              </p>
            )}
            {question.answer === null && <Badge tone="warn">{t.waits}</Badge>}
            {question.answer === null && can(tenant, 'rollout.write') && (
              <Answer distributor={distributor} id={question.id} />
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Answer({ distributor, id }: { distributor: string; id: string }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const answer = useMutation({
    mutationFn: (said: string) => call.rollout.answerQuestion({ distributor, id, words: said }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['covenant'] }),
  })
  return (
    <>
      <SayForm
        label={t.answer}
        button={t.answerIt}
        busy={answer.isPending}
        say={(said) => answer.mutate(said)}
      />
      {answer.error && <Failed error={answer.error} />}
    </>
  )
}

type SayProps = { label: string; button: string; busy: boolean; say: (said: string) => void }

function SayForm({ label, button, busy, say }: SayProps) {
  const [said, setSaid] = useState('')
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        say(said)
      }}
    >
      <TextField
        className="grow"
        label={label}
        required
        maxLength={500}
        value={said}
        onChange={(event) => setSaid(event.target.value)}
      />
      <Button type="submit" busy={busy}>
        {button}
      </Button>
    </form>
  )
}
