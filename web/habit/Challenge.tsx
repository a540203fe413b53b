import { useQuery } from '@tanstack/react-query'
import { call } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Card } from '../kit/Parts.tsx'
import { words } from './habit-words.ts'

const GOAL = 4
const STEPS = [1, 2, 3, 4]

/** The shop's own challenge: four deliveries in a row. Who takes part in no launch sees nothing. */
export function Challenge({ distributor, outletId }: { distributor: string; outletId: string }) {
  const t = useWords(words)
  const f = useFormats()
  const asked = useQuery({
    queryKey: ['habit', distributor, outletId],
    queryFn: () => call.rollout.outletHabit({ distributor, outletId }),
  })
  const habit = asked.data?.habit
  // An encouragement, not a need: without it the page is whole.
  if (!habit) return null
  return (
    <Card className="lg:col-span-2">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h2 className="font-semibold">{t.challenge}</h2>
          <p className="text-sm text-soft">
            {habit.streak >= GOAL
              ? `${t.done} ${f.number(habit.streak)} ${t.streak}`
              : t.challengeHow}
          </p>
        </div>
        <div
          role="img"
          aria-label={`${f.number(habit.streak)} ${t.streak}`}
          className="flex items-center gap-2"
        >
          {STEPS.map((step) => (
            <span
              key={step}
              className={`block h-6 w-6 rounded-full border-2 border-accent ${habit.streak >= step ? 'bg-accent' : 'bg-card'}`}
            />
          ))}
        </div>
      </div>
    </Card>
  )
}
