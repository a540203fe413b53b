import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Alert, Button, Card } from '../kit/Parts.tsx'
import { words } from './covenant-words.ts'

type Check = Awaited<ReturnType<typeof call.rollout.covenant>>['check']

/** Three questions at each wave: does everybody know what it is for and what it means to him? */
export function Understanding({ distributor, check }: { distributor: string; check: Check }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [answers, setAnswers] = useState<Record<string, number>>({})
  const hand = useMutation({
    mutationFn: () => call.rollout.checkUnderstanding({ distributor, answers }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['covenant'] }),
  })
  const { data: told } = hand
  return (
    <Card className="space-y-3">
      <div>
        <h2 className="font-semibold">{t.check}</h2>
        <p className="text-sm text-soft">{check.passed ? t.passed : t.checkHow}</p>
      </div>
      {!check.passed && (
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault()
            hand.mutate()
          }}
        >
          {check.questions.map((question) => (
            <fieldset key={question.id} className="space-y-1">
              <legend className="font-medium">{question.words[language]}</legend>
              {question.answers.map((answer, i) => (
                <label key={answer.uk} className="flex min-h-11 items-center gap-2">
                  <input
                    type="radio"
                    className="size-5 shrink-0 accent-accent"
                    name={question.id}
                    required
                    checked={answers[question.id] === i}
                    onChange={() => setAnswers({ ...answers, [question.id]: i })}
                  />
                  {answer[language]}
                </label>
              ))}
            </fieldset>
          ))}
          {told && told.right < told.of && (
            <Alert>
              {t.rightOf} {f.number(told.right)} / {f.number(told.of)}. {t.again}
            </Alert>
          )}
          {hand.error && <Failed error={hand.error} />}
          <Button type="submit" look="primary" busy={hand.isPending}>
            {t.done}
          </Button>
        </form>
      )}
    </Card>
  )
}
