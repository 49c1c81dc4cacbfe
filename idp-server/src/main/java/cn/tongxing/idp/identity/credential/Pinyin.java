package cn.tongxing.idp.identity.credential;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * How a Chinese name is typed in Latin letters (Hanyu Pinyin, ISO 7098, without tones). A table
 * beside this class has the 15,000 characters of GB 2312 and Big5, with more than one reading where
 * a surname has one of its own; of a name with any other character nothing is known.
 */
@Component
class Pinyin {

  private static final int MOST = 64;
  private static final int LONG = 6;

  private final Map<Integer, Set<String>> readings;

  Pinyin() {
    this.readings = read("pinyin.txt");
  }

  /**
   * A name's writings, surname first and given name first; none if it is not known.
   *
   * @param name without anything between the characters
   */
  Set<String> of(String name) {
    List<Integer> characters = name.codePoints().boxed().toList();
    Set<String> all = new LinkedHashSet<>(joined(characters));
    for (int surname = 1; surname <= Math.min(2, characters.size() - 1); surname++) {
      for (String given : joined(characters.subList(surname, characters.size()))) {
        joined(characters.subList(0, surname)).forEach(family -> all.add(given + family));
      }
    }
    return all;
  }

  /** The first letters of a name, and its surname alone: what stands beside a year. */
  Set<String> shortly(String name) {
    List<Integer> characters = name.codePoints().boxed().toList();
    Set<String> all =
        joined(characters.subList(0, Math.min(1, characters.size()))).stream()
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> letters = Set.of("");
    for (Integer each : characters) {
      Set<String> initials =
          readings.getOrDefault(each, Set.of()).stream()
              .map(reading -> reading.substring(0, 1))
              .collect(Collectors.toCollection(TreeSet::new));
      letters = each(letters, initials);
    }
    all.addAll(letters);
    all.remove("");
    return all;
  }

  /** Every run of its characters, such as the given name alone; of the first six of a long one. */
  Set<String> runs(String name) {
    List<Integer> characters = name.codePoints().limit(LONG).boxed().toList();
    Set<String> all = new LinkedHashSet<>();
    for (int from = 0; from < characters.size(); from++) {
      for (int to = from + 1; to <= characters.size(); to++) {
        all.addAll(joined(characters.subList(from, to)));
      }
    }
    return all;
  }

  private Set<String> joined(List<Integer> characters) {
    Set<String> all = Set.of("");
    for (Integer each : characters) {
      all = each(all, readings.getOrDefault(each, Set.of()));
    }
    return all;
  }

  private static Set<String> each(Set<String> before, Set<String> next) {
    return before.stream()
        .flatMap(head -> next.stream().map(tail -> head + tail))
        .limit(MOST)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whoever types ü writes v, u or yu. */
  private static Set<String> writings(String syllable) {
    return syllable.indexOf('v') < 0
        ? Set.of(syllable)
        : new TreeSet<>(Set.of(syllable, syllable.replace('v', 'u'), syllable.replace("v", "yu")));
  }

  private static Map<Integer, Set<String>> read(String resource) {
    Map<Integer, Set<String>> readings = new HashMap<>();
    try (var in = Objects.requireNonNull(Pinyin.class.getResourceAsStream(resource), resource);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .forEach(line ->
              line[1]
                  .codePoints()
                  .forEach(each ->
                      readings
                          .computeIfAbsent(each, _ -> new TreeSet<>())
                          .addAll(writings(line[0]))));
      return readings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
