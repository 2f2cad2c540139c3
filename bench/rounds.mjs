/**
 * Measures every subject once a round, each round beginning with another one, so that no subject always runs in the wake
 * of the same neighbour. A first round warms caches and is thrown away.
 *
 * @template Subject, Sample
 * @param {readonly Subject[]} subjects
 * @param {number} rounds how many of them count
 * @param {(subject: Subject) => Promise<Sample>} measure
 * @param {(done: number, of: number) => void} [onProgress]
 * @returns {Promise<Map<Subject, Sample[]>>} the samples of each subject, in the order of the rounds
 */
export async function inRounds(subjects, rounds, measure, onProgress = () => undefined) {
  const samples = new Map(subjects.map((subject) => [subject, /** @type {Sample[]} */ ([])]));
  for (let round = 0; round <= rounds; round++) {
    onProgress(round, rounds + 1);
    const first = round % subjects.length;
    for (const subject of [...subjects.slice(first), ...subjects.slice(0, first)]) {
      const sample = await measure(subject);
      if (round > 0) samples.get(subject)?.push(sample);
    }
  }
  return samples;
}
