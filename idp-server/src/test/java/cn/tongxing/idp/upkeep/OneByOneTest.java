package cn.tongxing.idp.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneByOneTest {

  @Test
  void oneThatFailsHoldsUpNoOther() {
    var done = new ArrayList<Integer>();

    int count =
        OneByOne.count(
            "a piece",
            List.of(1, 2, 3),
            each -> {
              if (each == 2) {
                throw new IllegalStateException("broken");
              }
              return done.add(each);
            });

    assertThat(count).isEqualTo(2);
    assertThat(done).containsExactly(1, 3);
  }
}
