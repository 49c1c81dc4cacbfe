package cn.tongxing.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.testkit.ContractCanFailTest.Check;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Mistakes with a camera that the contract finds. */
class CapturingCanFailTest {

  @Test
  void whoThrowsAtPicturesThatNobodyCanReadIsFound() throws Exception {
    assertFound(
        good ->
            (step, context) -> {
              if (step instanceof Step.CaptureSubmitted captured
                  && captured.frames().stream().anyMatch(each -> each.content().length > 10_000)) {
                throw new IllegalStateException("decoder");
              }
              return good.handle(step, context);
            },
        AdapterContract::hugeAndHostileInputProvesNothing);
  }

  @Test
  void whoRefusesThePersonThatBeginsAnewIsFound() throws Exception {
    assertFound(
        good ->
            (step, context) ->
                step instanceof Step.CaptureDiscarded
                    ? new Outcome.Refused(Reason.EXPIRED)
                    : good.handle(step, context),
        WayContract::aDiscardedCaptureIsAskedForAnew);
  }

  private static void assertFound(UnaryOperator<AuthenticationAdapter> flaw, Check check)
      throws Exception {
    assertThat(failure(flaw, check)).isInstanceOf(AssertionError.class);
    assertThat(failure(UnaryOperator.identity(), check)).as("the good sample").isNull();
  }

  private static Throwable failure(UnaryOperator<AuthenticationAdapter> flaw, Check check)
      throws Exception {
    return ContractCanFailTest.failure(
        new CapturingFixture(
            new CapturingFactory() {
              @Override
              public AuthenticationAdapter create(SampleConfig config, AdapterServices services) {
                return flaw.apply(super.create(config, services));
              }
            }),
        check);
  }
}
