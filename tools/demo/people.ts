/** People with an account. Invented, as everything here; `example` is reserved for that (RFC 2606). */
export interface PersonRow {
  readonly key: string;
  readonly name: string;
}

/** Runs the federation and stands for no party. */
export const operator: PersonRow = { key: 'wanda', name: 'Wanda Krasnodębska' };

export const people: readonly PersonRow[] = [
  { key: 'malgorzata', name: 'Małgorzata Żółtowska' },
  { key: 'pawel', name: 'Paweł Jaśkiewicz' },
  { key: 'ewa', name: 'Ewa Gąsiorowska' },
  { key: 'bozena', name: 'Bożena Wąsik' },
  { key: 'krzysztof', name: 'Krzysztof Ćwikła' },
  { key: 'danuta', name: 'Danuta Pióro' },
  { key: 'zofia', name: 'Zofia Kądziela' },
  { key: 'lukasz', name: 'Łukasz Brzęczek' },
  { key: 'iwona', name: 'Iwona Sęk' },
  { key: 'grzegorz', name: 'Grzegorz Świątek' },
  { key: 'agnieszka', name: 'Agnieszka Dąbek' },
  { key: 'janusz', name: 'Janusz Śliwiński' },
  { key: 'stanislawa', name: 'Stanisława Mróz' },
  { key: 'tomasz', name: 'Tomasz Żak' },
  { key: 'renata', name: 'Renata Łęcka' },
  { key: 'halina', name: 'Halina Wójcik' },
];

/** `Małgorzata Żółtowska` has malgorzata.zoltowska@klaster.example. */
export function emailOf({ name }: PersonRow): string {
  const plain = name.toLowerCase().replaceAll('ł', 'l').normalize('NFD').replace(/\p{Mn}/gu, '');
  return `${plain.replace(/[^a-z]+/g, '.')}@klaster.example`;
}
