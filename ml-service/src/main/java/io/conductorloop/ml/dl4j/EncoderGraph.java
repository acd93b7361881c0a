package io.conductorloop.ml.dl4j;

import io.conductorloop.ml.forecast.EncoderShape;
import io.conductorloop.ml.forecast.EncoderTraining.Example;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The encoder as a SameDiff graph over one batch, down to its pinball loss (Koenker and Bassett 1978). */
final class EncoderGraph {
    private static final String INPUT = "input";
    private static final String TARGET = "target";
    private static final String ANSWER = "answer";
    private static final String LOSS = "loss";

    private final EncoderShape shape;
    private final int batch;
    private final SameDiff graph = SameDiff.create();
    private final Map<String, SDVariable> parameters = new LinkedHashMap<>();

    EncoderGraph(EncoderShape shape, List<Double> levels, int batch, Map<String, float[]> initial) {
        this.shape = shape;
        this.batch = batch;
        shape.parameters().forEach((name, dimensions) -> {
            float[] values = initial.get(name);
            if (values == null) {
                throw new IllegalArgumentException("no initial value for " + name);
            }
            parameters.put(name, graph.var(name, Nd4j.createFromArray(values).reshape(dimensions)));
        });
        SDVariable input = graph.placeHolder(INPUT, DataType.FLOAT, batch, shape.tokens(), shape.features());
        SDVariable target = graph.placeHolder(TARGET, DataType.FLOAT, batch, 1);
        SDVariable answer = answer(input);
        answer = answer.rename(ANSWER);
        float[] rising = new float[levels.size()];
        for (int i = 0; i < rising.length; i++) {
            rising[i] = levels.get(i).floatValue();
        }
        SDVariable level = graph.constant("levels", Nd4j.createFromArray(rising).reshape(1, rising.length));
        SDVariable error = target.sub(answer);
        graph.math.max(error.mul(level), error.mul(level.sub(1))).mean().rename(LOSS);
        graph.setLossVariables(LOSS);
        differentiate();
    }

    /** SameDiff prints a line for each operation it differentiates; standard output is for what a user asked for. */
    private void differentiate() {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            graph.createGradFunction(parameters.keySet().toArray(String[]::new));
        } finally {
            System.setOut(out);
        }
    }

    private SDVariable answer(SDVariable input) {
        int rows = batch * shape.tokens();
        SDVariable state = graph.reshape(
                        graph.reshape(input, rows, shape.features())
                                .mmul(variable("embed"))
                                .add(variable("embedBias")),
                        batch,
                        shape.tokens(),
                        shape.width())
                .add(graph.constant(
                        "positions",
                        Nd4j.createFromArray(shape.positions()).reshape(1, shape.tokens(), shape.width())));
        for (int i = 0; i < shape.layers(); i++) {
            SDVariable normed = graph.permute(norm(state, "gain1." + i, "bias1." + i), 0, 2, 1);
            SDVariable attended = graph.nn.multiHeadDotProductAttention(
                    "attention." + i,
                    normed,
                    normed,
                    normed,
                    variable("query." + i),
                    variable("key." + i),
                    variable("value." + i),
                    variable("attended." + i),
                    null,
                    true);
            state = state.add(graph.permute(attended, 0, 2, 1));
            SDVariable flat = graph.reshape(norm(state, "gain2." + i, "bias2." + i), rows, shape.width());
            SDVariable hidden = graph.nn.relu(flat.mmul(variable("up." + i)).add(variable("upBias." + i)), 0);
            SDVariable down = hidden.mmul(variable("down." + i)).add(variable("downBias." + i));
            state = state.add(graph.reshape(down, batch, shape.tokens(), shape.width()));
        }
        float[] chosen = new float[shape.tokens()];
        chosen[shape.tokens() - 1] = 1;
        SDVariable last = state.mul(
                        graph.constant("chosen", Nd4j.createFromArray(chosen).reshape(1, shape.tokens(), 1)))
                .sum(1);
        SDVariable normed = graph.nn.layerNorm("last", last, variable("gain"), variable("bias"), false, 1);
        return normed.mmul(variable("out")).add(variable("outBias"));
    }

    private SDVariable norm(SDVariable state, String gain, String bias) {
        return graph.nn.layerNorm("normed." + gain, state, variable(gain), variable(bias), false, 2);
    }

    private SDVariable variable(String name) {
        SDVariable parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return parameter;
    }

    void set(String name, float[] values) {
        INDArray array = variable(name).getArr();
        array.assign(Nd4j.createFromArray(values).reshape(array.shape()));
    }

    /** The gradient of each parameter, row by row. */
    Map<String, float[]> gradients(List<Example> examples) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        graph.calculateGradients(placeholders(examples), parameters.keySet())
                .forEach((name, gradient) ->
                        gradients.put(name, gradient.dup('c').data().asFloat()));
        return gradients;
    }

    /** What the graph answers for each example, [batch][outputs]. */
    float[][] answers(List<Example> examples) {
        return graph.outputSingle(placeholders(examples), ANSWER).toFloatMatrix();
    }

    private Map<String, INDArray> placeholders(List<Example> examples) {
        int size = shape.tokens() * shape.features();
        float[] inputs = new float[batch * size];
        float[] targets = new float[batch];
        for (int i = 0; i < batch; i++) {
            System.arraycopy(examples.get(i).input(), 0, inputs, i * size, size);
            targets[i] = examples.get(i).target();
        }
        return Map.of(
                INPUT, Nd4j.createFromArray(inputs).reshape(batch, shape.tokens(), shape.features()),
                TARGET, Nd4j.createFromArray(targets).reshape(batch, 1));
    }
}
