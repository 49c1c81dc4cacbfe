package cn.tongxing.simulator.population;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** All synthetic citizens, the same in every start and for every upstream. */
public final class Population {

  private static final LocalDate ISSUED = LocalDate.of(2020, 5, 20);

  private final List<SyntheticPerson> persons = List.copyOf(table());

  private static List<SyntheticPerson> table() {
    try (InputStream table = Population.class.getResourceAsStream("population.tsv")) {
      String text =
          new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(Population::person).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SyntheticPerson person(String line) {
    List<String> columns = List.of(line.split("\t", -1));
    return person(
        columns.get(0),
        columns.get(1),
        columns.get(2),
        Integer.parseInt(columns.get(3)),
        PersonStatus.valueOf(columns.get(4)),
        columns.get(5),
        columns.get(6));
  }

  private static SyntheticPerson person(
      String id,
      String name,
      String number,
      int phone,
      PersonStatus status,
      String shows,
      String showsInEnglish) {
    LocalDate birth = LocalDate.parse(number.substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE);
    boolean male = (number.charAt(16) - '0') % 2 == 1;
    // Documents issued from the age of 46 on do not expire.
    Optional<LocalDate> until =
        birth.isBefore(ISSUED.minusYears(46))
            ? Optional.empty()
            : Optional.of(ISSUED.plusYears(birth.isAfter(ISSUED.minusYears(16)) ? 10 : 20));
    return new SyntheticPerson(
        id,
        name,
        number,
        male ? SyntheticPerson.Sex.MALE : SyntheticPerson.Sex.FEMALE,
        birth,
        number.substring(0, 6),
        ISSUED,
        until,
        "138000000%02d".formatted(phone),
        status,
        shows,
        showsInEnglish);
  }

  /** Everybody, in the order in which the table shows them. */
  public List<SyntheticPerson> everybody() {
    return persons;
  }

  /** Those who carry a number: none, one, or two where it was issued twice. */
  public List<SyntheticPerson> withNumber(String number) {
    return persons.stream().filter(person -> person.number().equals(number)).toList();
  }

  /** The person with a short key. */
  public Optional<SyntheticPerson> find(String id) {
    return persons.stream().filter(person -> person.id().equals(id)).findFirst();
  }
}
