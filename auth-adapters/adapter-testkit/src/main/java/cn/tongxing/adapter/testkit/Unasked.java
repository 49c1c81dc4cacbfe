package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.FieldValue;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.FormValues;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Steps and states that a well-behaved host never delivers, or a hostile browser fills. */
final class Unasked {

  /** A form sent without anything in it. */
  static final Step BLANK = new Step.FormSubmitted(FormSpec.SUBMIT, FormValues.NONE);

  private static final int MANY = 100;

  private Unasked() {}

  /** One or two of each kind, with nothing right in them. */
  static List<Step> steps() {
    return List.of(
        BLANK,
        new Step.FormSubmitted("nonsense", new FormValues(Map.of("x", new FieldValue.Text("1")))),
        new Step.PhoneVerified(PhoneNumber.parse("13900000000").orElseThrow()),
        new Step.CallbackReceived(Map.of()),
        new Step.CallbackReceived(Map.of("code", List.of("x"), "state", List.of("y", "z"))),
        new Step.Polled(),
        new Step.CodeDiscarded(),
        new Step.CaptureSubmitted(List.of()),
        new Step.CaptureSubmitted(Frames.unreadable(1)),
        new Step.CaptureDiscarded(),
        new Step.Notified(Map.of(), new byte[0]),
        new Step.Notified(Map.of("content-type", List.of("application/json")), new byte[65536]));
  }

  /** Whether the host may well deliver this step here, so that it may prove something. */
  static boolean mayProve(Step step, Optional<Outcome> last) {
    Class<? extends Outcome> asked =
        step instanceof Step.PhoneVerified ? Outcome.VerifyPhone.class : Outcome.KeepWaiting.class;
    boolean harmless = step instanceof Step.PhoneVerified || step instanceof Step.Polled;
    return harmless && last.filter(asked::isInstance).isPresent();
  }

  /** The step that is waited for, filled by somebody who means harm. */
  static List<Step> hostile(Optional<Outcome> last, Optional<Step> pending) {
    List<Step> steps = new ArrayList<>();
    last.ifPresent(outcome -> {
      switch (outcome) {
        case Outcome.ShowForm shown -> steps.addAll(forms(shown.form()));
        case Outcome.Capture asked ->
            steps.add(new Step.CaptureSubmitted(Frames.unreadable(asked.spec().frames())));
        default -> {
          // only forms and cameras carry what a browser made up
        }
      }
    });
    pending
        .filter(Step.CallbackReceived.class::isInstance)
        .map(Step.CallbackReceived.class::cast)
        .ifPresent(callback -> steps.addAll(callbacks(callback)));
    return steps;
  }

  /** What a host lets through of it, and what a host would not: every value as plain text. */
  private static List<Step> forms(FormSpec form) {
    List<Step> steps = new ArrayList<>();
    for (String text : List.of("张", "𠮷", "9", "\u0000", "\u202e<script>", "'\"&]]>", "%00")) {
      Map<String, String> typed = new HashMap<>();
      Map<String, FieldValue> plain = new HashMap<>();
      for (FormField field : form.fields()) {
        String swollen = text.repeat(FormField.MAX_LENGTH / text.length());
        typed.put(field.name(), swollen);
        plain.put(field.name(), new FieldValue.Text(swollen));
      }
      steps.add(
          new Step.FormSubmitted(
              FormSpec.SUBMIT, FormValues.read(form, typed, LocalDate.EPOCH).values()));
      steps.add(new Step.FormSubmitted(FormSpec.SUBMIT, new FormValues(plain)));
    }
    return steps;
  }

  /** Each parameter in turn missing, repeated and swollen; and a great many others. */
  private static List<Step> callbacks(Step.CallbackReceived right) {
    List<Step> steps = new ArrayList<>();
    Map<String, List<String>> many = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      many.put("p" + i, List.of("x".repeat(10_000)));
    }
    steps.add(new Step.CallbackReceived(many));
    Map<String, List<String>> swollen = new HashMap<>(right.parameters());
    swollen.replaceAll((name, values) -> List.of("x".repeat(100_000)));
    steps.add(new Step.CallbackReceived(swollen));
    Map<String, List<String>> repeated = new HashMap<>(right.parameters());
    repeated.replaceAll((name, values) -> List.of(values.getFirst(), "x"));
    steps.add(new Step.CallbackReceived(repeated));
    return steps;
  }

  /** States that this adapter did not write for this step. */
  static List<AdapterState> states(AdapterState own) {
    byte[] bytes = own.bytes();
    byte[] full = new byte[AdapterState.MAX_BYTES];
    Arrays.fill(full, (byte) 0xFF);
    return List.of(
        AdapterState.EMPTY,
        AdapterState.of(Arrays.copyOf(bytes, bytes.length / 2)),
        AdapterState.of("null"),
        AdapterState.of("{\"v\":999}"),
        AdapterState.of(full));
  }
}
