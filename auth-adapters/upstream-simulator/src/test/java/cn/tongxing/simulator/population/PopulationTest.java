package cn.tongxing.simulator.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PopulationTest {

  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

  private final Population population = new Population();

  @Test
  void everyNumberHasARightCheckCharacter() {
    for (SyntheticPerson person : population.everybody()) {
      int sum = 0;
      for (int i = 0; i < WEIGHTS.length; i++) {
        sum += WEIGHTS[i] * (person.number().charAt(i) - '0');
      }
      assertThat(person.number().charAt(17))
          .as(person.id())
          .isEqualTo("10X98765432".charAt(sum % 11));
    }
  }

  @Test
  void nobodyIsReal() {
    assertThat(population.everybody())
        .hasSizeGreaterThanOrEqualTo(12)
        .allSatisfy(person -> assertThat(person.phone()).matches("138000000\\d\\d"))
        .allSatisfy(person ->
            assertThat(person.number()).matches("(3502\\d\\d|8[123]0000|935840)\\d{11}[0-9X]"));
  }

  @Test
  void keysAreUniqueAndOneNumberWasIssuedTwice() {
    List<SyntheticPerson> all = population.everybody();

    assertThat(all).extracting(SyntheticPerson::id).doesNotHaveDuplicates();
    assertThat(all).extracting(SyntheticPerson::phone).doesNotHaveDuplicates();
    assertThat(all).extracting(SyntheticPerson::portraitHash).doesNotHaveDuplicates();
    assertThat(population.withNumber("350200198712240094"))
        .extracting(SyntheticPerson::status)
        .containsExactly(PersonStatus.DUPLICATE_NUMBER, PersonStatus.DUPLICATE_NUMBER);
    assertThat(all).extracting(SyntheticPerson::status).contains(PersonStatus.values());
  }

  @Test
  void theElderHasADocumentWithoutExpiry() {
    assertThat(population.find("wangxiuying").orElseThrow().validUntil()).isEmpty();
    assertThat(population.find("zhangsan").orElseThrow().validUntil()).isPresent();
  }

  @Test
  void theTableNamesEverybody() {
    String table = CitizenTable.text(population);

    assertThat(population.everybody())
        .allSatisfy(person ->
            assertThat(table)
                .contains(person.name(), person.number(), person.phone(), person.shows())
                .contains(person.showsInEnglish()));
  }
}
