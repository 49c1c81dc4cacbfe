package cn.tongxing.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnsweredStatesTest {

  private final AnsweredStates answered = new AnsweredStates();

  @Test
  void whatWasAnsweredIsKnownAndNothingElse() {
    answered.add("one");
    answered.add("one");
    assertThat(answered.contains("one")).isTrue();
    assertThat(answered.contains("another")).isFalse();
    answered.drop("one");
    assertThat(answered.contains("one")).as("it was no sign-in").isFalse();
    answered.add("one");
    assertThat(answered.contains("")).isFalse();
  }

  @Test
  void theLatestThousandAreKept() {
    IntStream.rangeClosed(0, 1_000).mapToObj(String::valueOf).forEach(answered::add);
    assertThat(answered.contains("0")).isFalse();
    assertThat(answered.contains("1")).isTrue();
    assertThat(answered.contains("1000")).isTrue();
  }
}
