/** The members in an order that `random` decides; every order is equally likely. */
export function shuffled<T>(members: readonly T[], random: () => number): readonly T[] {
  const order = [...members];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const chosen = Math.floor(random() * (last + 1));
    [order[last], order[chosen]] = [order[chosen]!, order[last]!];
  }
  return order;
}
