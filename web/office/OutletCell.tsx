import { Link } from 'wouter'

type Props = { href: string; name: string; told: (string | null)[] }

/** An outlet in a row of a list: its name leads on, and what tells it apart stands below. */
export function OutletCell({ href, name, told }: Props) {
  return (
    <td className="md:min-w-48">
      <Link href={href} className="inline-flex min-h-6 items-center font-medium text-accent">
        {name}
      </Link>
      <span className="block text-xs text-faint">{told.filter(Boolean).join(' · ')}</span>
    </td>
  )
}
