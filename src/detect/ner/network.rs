//! The network of a model: numbered pieces in, one number per piece and label out. It knows no words.

use std::num::NonZeroUsize;
use std::sync::Arc;

use rten::{Model, NodeId, RunOptions, ThreadPool, Value};

use super::cutter::Numbered;
use super::error::{NerError, NerFile, NerProblem};

/// What a network may ask for.
#[derive(Debug, Clone, Copy)]
enum Input {
    Ids,
    Mask,
    Sentences,
}

/// A network, ready to run.
pub(super) struct Network {
    model: Model,
    inputs: Vec<(NodeId, Input)>,
    output: NodeId,
    labels: usize,
    threads: Arc<ThreadPool>,
}

impl Network {
    /// Reads an ONNX file, for so many labels. What it computes is the same on any number of threads: they share rows
    /// and columns, and each sum is made by one of them.
    pub(super) fn parse(onnx: Vec<u8>, labels: usize, threads: NonZeroUsize) -> Result<Self, NerError> {
        let wrong = |problem| NerFile::Model.error(problem);
        let model = Model::load(onnx).map_err(|_| wrong(NerProblem::Unreadable))?;
        let input = |id: &NodeId| match model.node_info(*id).and_then(|node| node.name())? {
            "input_ids" => Some((*id, Input::Ids)),
            "attention_mask" => Some((*id, Input::Mask)),
            "token_type_ids" => Some((*id, Input::Sentences)),
            _ => None,
        };
        let inputs: Option<Vec<(NodeId, Input)>> = model.input_ids().iter().map(input).collect();
        let inputs = inputs.ok_or(wrong(NerProblem::Input))?;
        let output = model.find_node("logits").or(model.output_ids().first().copied());
        Ok(Self {
            inputs,
            output: output.ok_or(wrong(NerProblem::Shape))?,
            labels,
            threads: Arc::new(ThreadPool::with_num_threads(threads.get())),
            model,
        })
    }

    /// One number per label for every piece.
    pub(super) fn run(&self, pieces: &[Numbered]) -> Result<Vec<f32>, NerError> {
        let wrong = |problem| NerFile::Model.error(problem);
        let mut inputs = Vec::with_capacity(self.inputs.len());
        for (node, input) in &self.inputs {
            let values: Vec<i32> = match input {
                Input::Ids => pieces.iter().map(|piece| piece.id).collect(),
                Input::Mask => vec![1; pieces.len()],
                Input::Sentences => pieces.iter().map(|piece| piece.sentence).collect(),
            };
            let value = Value::from_shape([1, pieces.len()], values).map_err(|_| wrong(NerProblem::Fails))?;
            inputs.push((*node, value.into()));
        }
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.threads)));
        let mut outputs = self
            .model
            .run(inputs, &[self.output], Some(options))
            .map_err(|_| wrong(NerProblem::Fails))?;
        let output = outputs.pop().ok_or(wrong(NerProblem::Shape))?;
        let (shape, numbers) = output
            .into_shape_vec::<f32, 3>()
            .map_err(|_| wrong(NerProblem::Shape))?;
        match shape == [1, pieces.len(), self.labels] {
            true if numbers.iter().all(|number| number.is_finite()) => Ok(numbers),
            true => Err(wrong(NerProblem::Fails)),
            false => Err(wrong(NerProblem::Shape)),
        }
    }
}
