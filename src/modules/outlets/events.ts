/** Two rows are one place: what came to `from` belongs to `into` from now on. */
export type OutletJoined = {
  type: 'outlets.outlet_joined'
  distributorId: string
  from: string
  into: string
}

export const outletJoined = (joined: Omit<OutletJoined, 'type'>): OutletJoined => ({
  type: 'outlets.outlet_joined',
  ...joined,
})
