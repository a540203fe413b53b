import { SelectField } from '../kit/Parts.tsx'

type Props = {
  label: string
  /** Values with their names, in their order. */
  options: (readonly [value: string, name: string])[]
  chosen: string | undefined
  choose: (value: string) => void
}

/** One of several, as a filter of a list. */
export function Choice({ label, options, chosen, choose }: Props) {
  return (
    <SelectField
      label={label}
      className="min-w-0"
      value={chosen ?? ''}
      onChange={(event) => choose(event.target.value)}
    >
      {options.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
