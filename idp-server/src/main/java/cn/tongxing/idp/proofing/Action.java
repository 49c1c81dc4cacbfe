package cn.tongxing.idp.proofing;

import java.util.Map;
import java.util.Optional;

/** The button that was pressed, and what stood in the fields. */
public record Action(String name, Map<String, String> fields) {

  private static final String METHOD = "method:";
  private static final int LONGEST_LINE = 200;

  public Action {
    fields = Map.copyOf(fields);
  }

  /** A field without the space around it; blank if it was not posted. */
  public String field(String name) {
    return fields.getOrDefault(name, "").strip();
  }

  /** A field for one line of text; whoever sends more than fits is not read to the end. */
  public String line(String name) {
    String typed = field(name);
    return typed.length() > LONGEST_LINE ? typed.substring(0, LONGEST_LINE) : typed;
  }

  public boolean is(String wanted) {
    return name.equals(wanted);
  }

  /** The way chosen by a button {@code method:<id>}. */
  public Optional<String> way() {
    return name.startsWith(METHOD)
        ? Optional.of(name.substring(METHOD.length()))
        : Optional.empty();
  }

  /** Names only: what was typed is personal. */
  @Override
  public String toString() {
    return "Action[" + name + ", fields=" + fields.keySet() + "]";
  }
}
