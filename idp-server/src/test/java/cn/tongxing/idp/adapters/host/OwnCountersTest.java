package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.idp.adapters.AdapterMeter;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Clause("issue 6 item 2: meters")
class OwnCountersTest {

  private final List<String> counted = new ArrayList<>();
  private final OwnCounters counters =
      new OwnCounters(
          "face",
          new AdapterMeter() {
            @Override
            public void answered(String adapter, String step, String outcome, Duration took) {
              throw new AssertionError("no step was answered");
            }

            @Override
            public void counted(String adapter, String name) {
              counted.add(adapter + " " + name);
            }
          });

  @Test
  void whatAnAdapterCountsIsCountedAsItsOwn() {
    counters.count("model-cold");
    counters.count("model-cold");

    assertThat(counted).containsExactly("face model-cold", "face model-cold");
  }

  /** Whoever makes a name of what people type fills no memory with it. */
  @Test
  void ofManyNamesTheLaterOnesAreCountedTogether() {
    for (int i = 0; i < 1000; i++) {
      counters.count("name-" + i);
    }
    counters.count("name-3");

    assertThat(counted).hasSize(1001).endsWith("face others", "face name-3");
    assertThat(counted.stream().distinct()).hasSize(OwnCounters.MOST + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Upper", "9", "with space", "张三", "a.b"})
  void whatIsNoNameIsRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> counters.count(name));
  }
}
