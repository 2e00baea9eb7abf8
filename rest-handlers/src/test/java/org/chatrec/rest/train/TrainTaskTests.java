package org.chatrec.rest.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.chatrec.people.train.TrainTask;
import org.junit.jupiter.api.Test;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.CancellableTask;

class TrainTaskTests {

  private final TrainTask task =
      (TrainTask)
          new TrainRequest("movies", false)
              .createTask(1, "transport", "train", TaskId.EMPTY_TASK_ID, Map.of());

  @Test
  void saysHowFarItIs() {
    task.reached("factors, iteration 3 of 12");
    assertThat(task.getDescription()).contains("[movies]").endsWith("iteration 3 of 12");
  }

  @Test
  void endsAtTheNextStepWhenItIsCancelled() {
    assertThat(task).isInstanceOf(CancellableTask.class);
    task.cancel("enough");
    assertThatThrownBy(() -> task.reached("writing items"))
        .isInstanceOf(OpenSearchStatusException.class)
        .hasMessageContaining("cancelled")
        .satisfies(
            thrown ->
                assertThat(((OpenSearchStatusException) thrown).status())
                    .isEqualTo(RestStatus.CONFLICT));
  }
}
