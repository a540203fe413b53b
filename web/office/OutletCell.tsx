import { Link } from 'wouter'

type Props = { href: string; name: string; told: (string | null)[] }

/** An outlet in a row of a list: its name leads on, and what tells it apart stands behind. */
export function OutletCell({ href, name, told }: Props) {
  return (
    <td>
      <Link
        href={href}
        className="inline-flex min-h-8 items-center font-medium text-accent max-sm:flex"
      >
        {name}
      </Link>{' '}
      <span className="text-faint">{told.filter(Boolean).join(' · ')}</span>
    </td>
  )
}
