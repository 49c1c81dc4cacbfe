package cn.tongxing.idp.client.apply;

import java.util.ArrayList;
import java.util.List;

/** What is found in one entry of the file, each with the place that it stands at. */
final class Findings {

  private final String name;
  private final Lines.Place place;
  private final List<String> problems;
  private final List<String> warnings = new ArrayList<>();

  /**
   * Begins an entry.
   *
   * @param name of it; empty if it has none
   * @param problems where to add them: those of the whole file
   */
  Findings(String name, Lines.Place place, List<String> problems) {
    this.name = name;
    this.place = place;
    this.problems = problems;
  }

  /** What must be changed. */
  void problem(String field, String what) {
    problems.add(place.of(name, field) + what);
  }

  /** Likewise, of something inside of a field. */
  void problem(String field, String below, String what) {
    problems.add(place.of(name, field, below) + what);
  }

  /** What is allowed, and better looked at. */
  void warning(String field, String what) {
    warnings.add(place.of(name, field) + what);
  }

  /** How many problems there are by now, in the whole file. */
  int problems() {
    return problems.size();
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }
}
