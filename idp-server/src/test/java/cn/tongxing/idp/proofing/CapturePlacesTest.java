package cn.tongxing.idp.proofing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.adapters.AdapterMeter;
import cn.tongxing.idp.adapters.CaptureSettings;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** How much of a node's memory frames may take, and whose. */
@Clause("issue 6 item 2: capture")
class CapturePlacesTest {

  private final List<String> measured = new CopyOnWriteArrayList<>();
  private final CapturePlaces places = new CapturePlaces(new CaptureSettings(2, 2), meter());

  private org.springframework.beans.factory.ObjectProvider<AdapterMeter> meter() {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    AdapterMeter meter = (adapter, step, outcome, _) -> measured.add(adapter + outcome);
    beans.addBean("meter", meter);
    return beans.getBeanProvider(AdapterMeter.class);
  }

  private static SignInId somebody() {
    return new SignInId(UUID.randomUUID());
  }

  private Optional<CapturePlaces.Place> take(SignInId who, String address) {
    return places.take(who, "face", address);
  }

  @Test
  void whenAllPlacesAreTakenTheNextWaitsAndIsMeasured() {
    var first = take(somebody(), "a").orElseThrow();
    take(somebody(), "a").orElseThrow();
    take(somebody(), "b").orElseThrow();
    take(somebody(), "b").orElseThrow();
    assertThat(take(somebody(), "c")).isEmpty();
    assertThat(measured).containsExactly("faceBusy");
    first.close();
    first.close();
    assertThat(take(somebody(), "c")).isPresent();
    assertThat(take(somebody(), "d")).as("closed twice, free once").isEmpty();
  }

  @Test
  void oneAddressTakesHalfAndOneSignInOne() {
    SignInId who = somebody();
    assertThat(take(who, "a")).isPresent();
    assertThat(take(who, "b")).isEmpty();
    assertThat(take(somebody(), "a")).isPresent();
    assertThat(take(somebody(), "a")).isEmpty();
    assertThat(take(somebody(), "b")).isPresent();
  }
}
