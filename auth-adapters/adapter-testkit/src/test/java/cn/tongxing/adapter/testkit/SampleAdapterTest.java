package cn.tongxing.adapter.testkit;

/** The good sample passes the whole contract. */
class SampleAdapterTest extends AdapterContract<SampleConfig> {

  @Override
  protected AdapterFixture<SampleConfig> fixture() throws Exception {
    return new SampleFixture(new SampleFactory());
  }
}
