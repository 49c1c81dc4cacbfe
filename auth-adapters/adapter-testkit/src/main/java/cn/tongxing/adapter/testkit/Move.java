package cn.tongxing.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.CaptureAction;
import cn.tongxing.adapter.spi.CaptureSpec;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.FormValues;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** What person, browser and upstream do between an outcome and the next step. */
@FunctionalInterface
public interface Move {

  /** Where a form is read. */
  ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  /**
   * Does it.
   *
   * @param last what the adapter asked for
   * @return the step that the host delivers next
   */
  Step answer(Outcome last, StepContext context) throws Exception;

  /** Fills in the form that is shown and presses the main button; other fields stay blank. */
  static Move fill(Map<String, String> fields) {
    return press(FormSpec.SUBMIT, fields);
  }

  /** Fills in the form that is shown and presses the named button. */
  static Move press(String action, Map<String, String> fields) {
    return (last, context) -> {
      FormSpec form = expect(Outcome.ShowForm.class, last).form();
      assertThat(form.errors().keySet()).as("errors of the form before it is filled in").isEmpty();
      assertThat(form.fields().stream().map(FormField::name))
          .as("fields of the form")
          .containsAll(fields.keySet());
      LocalDate today = LocalDate.ofInstant(context.deadline(), CHINA);
      FormValues.Reading read = FormValues.read(form, fields, today);
      if (action.equals(FormSpec.SUBMIT)) {
        assertThat(read.problems()).as("what a host finds wrong with the form").isEmpty();
      }
      return new Step.FormSubmitted(action, read.values());
    };
  }

  /** Proves possession of the phone that is asked for, or of this one where none is named. */
  static Move provePhone(String phone) {
    PhoneNumber typed = PhoneNumber.parse(phone).orElseThrow();
    return (last, context) ->
        new Step.PhoneVerified(expect(Outcome.VerifyPhone.class, last).phone().orElse(typed));
  }

  /** Goes to the upstream's site and comes back with what it put into the callback's query. */
  static Move visit(Site site) {
    return (last, context) -> {
      URI uri = expect(Outcome.RedirectUser.class, last).uri();
      return new Step.CallbackReceived(site.visit(uri, context));
    };
  }

  /** Scans the code that is shown, lets the app do its part, and polls. */
  static Move scan(App app) {
    return (last, context) -> {
      app.open(expect(Outcome.ShowCode.class, last).content(), context);
      return new Step.Polled();
    };
  }

  /** Does before the camera what is asked for. */
  static Move film(Camera camera) {
    return (last, context) -> {
      CaptureSpec spec = expect(Outcome.Capture.class, last).spec();
      return new Step.CaptureSubmitted(Frames.of(spec, camera));
    };
  }

  /** Lets the capture come to nothing. */
  static Move discardCapture() {
    return (last, context) -> {
      expect(Outcome.Capture.class, last);
      return new Step.CaptureDiscarded();
    };
  }

  /** Waits and polls. */
  static Move poll() {
    return (last, context) -> new Step.Polled();
  }

  private static <O extends Outcome> O expect(Class<O> kind, Outcome last) {
    assertThat(last).as("what the adapter asks for").isInstanceOf(kind);
    return kind.cast(last);
  }

  /** The upstream's site as the browser sees it. */
  @FunctionalInterface
  interface Site {

    /** Lets the person do their part; the parameters that come back. */
    Map<String, List<String>> visit(URI uri, StepContext context) throws Exception;
  }

  /** A camera, and whoever stands before it. */
  @FunctionalInterface
  interface Camera {

    /** The encoded picture of a frame, in the first format that the challenge takes. */
    byte[] picture(CaptureAction.Kind action, int index) throws Exception;
  }

  /** The upstream's app on a phone. */
  @FunctionalInterface
  interface App {

    /** Lets the person do their part. */
    void open(String code, StepContext context) throws Exception;
  }
}
